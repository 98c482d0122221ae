import pg from 'pg'

import { startTestDatabase } from '../../../stack/testing.ts'

/** A row as `pg` reads it. */
export type Row = Readonly<Record<string, unknown>>

/** One connection. As the schema's owner, until it is told to act as somebody else. */
export interface Session {
  readonly client: pg.Client
  /** The rows of one statement. */
  rows(text: string, params?: readonly unknown[]): Promise<readonly Row[]>
  /** The first column of the first row. */
  value(text: string, params?: readonly unknown[]): Promise<unknown>
  /** Runs the work in a transaction; what it throws rolls back. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface TestDatabase extends Session {
  readonly url: string
  /** As the cluster's superuser, for what a test must ask of the server itself. */
  readonly adminUrl: string
  /** Another connection; as the owner, unless the address says as whom. */
  connect(url?: string): Promise<Session>
  stop(): Promise<void>
}

/** A fresh database with all migrations and nobody in it; or another one, by how it is started. */
export async function openTestDatabase(start = startTestDatabase): Promise<TestDatabase> {
  const database = await start()
  const sessions: Session[] = []
  const connect = async (url = database.databaseUrl): Promise<Session> => {
    const session = await openSession(url)
    sessions.push(session)
    return session
  }
  const owner = await connect()
  return {
    ...owner,
    url: database.databaseUrl,
    adminUrl: database.adminUrl,
    connect,
    async stop() {
      await Promise.all(sessions.map((session) => session.close()))
      await database.stop()
    },
  }
}

async function openSession(url: string): Promise<Session> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return sessionOn(client)
}

/** A session on a connection that somebody else opened. */
export function sessionOn(client: pg.Client): Session {
  const rows = async (text: string, params: readonly unknown[] = []): Promise<readonly Row[]> => {
    const result = await client.query<Row>(text, [...params])
    return result.rows
  }
  let closed = false
  return {
    client,
    rows,
    value: async (text, params) => Object.values((await rows(text, params))[0] ?? {})[0],
    async transaction(work) {
      await client.query('begin')
      try {
        const result = await work()
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
    async close() {
      if (closed) return
      closed = true
      await client.end()
    },
  }
}

/** The SQLSTATE that a statement ends with, or null when it succeeds. */
export async function sqlStateOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? ''
    throw error
  }
}

/** Values as text, in order: to compare what has none. */
export function sorted(values: readonly unknown[]): readonly string[] {
  return values.map(String).toSorted()
}

/** Dates as the text they are, not as instants of the machine's zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
