import type { ClientBase, Pool } from 'pg'

/** Runs work in one transaction. It is committed when the work returns, also with a refusal, and undone when it throws. */
export async function inTransaction<T>(pool: Pool, work: (db: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    // A connection on which something was thrown is not used again: it may be broken.
    client.release(failure)
  }
}
