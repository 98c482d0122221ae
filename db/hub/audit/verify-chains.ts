import type { ClientBase } from 'pg'

import type { Log } from '../log.ts'
import { chainStart, verifySignatures } from './verify-signatures.ts'
import type { KeptCommand } from './verify-signatures.ts'

/** Commands at once: a megabyte or two. */
const pageSize = 1000

/**
 * Looks through the commands of every terminal, as the database can by itself and by the signatures that it cannot make.
 * Says how many faults there are; each is a line of the log.
 */
export async function verifyChains(client: ClientBase, log: Log): Promise<number> {
  const { rows } = await client.query<{ id: string; public_key: string }>(
    'select id, public_key from public.terminals order by series',
  )
  let faults = 0
  for (const { id, public_key: publicKey } of rows) {
    const found = [...(await chainFaults(client, id)), ...(await signatureFaults(client, id, publicKey))]
    for (const { seq, fault } of found)
      log(`audit: not as it was sent terminal=${id} seq=${seq} fault=${fault}`)
    faults += found.length
  }
  return faults
}

interface Fault {
  readonly seq: number | null
  readonly fault: string
}

async function chainFaults(client: ClientBase, terminalId: string): Promise<readonly Fault[]> {
  const { rows } = await client.query<Fault>('select seq, fault from sync.verify_chain($1)', [terminalId])
  return rows
}

async function signatureFaults(
  client: ClientBase,
  terminalId: string,
  publicKey: string,
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  let head: Pick<KeptCommand, 'seq' | 'hash'> = chainStart
  for (;;) {
    const { rows } = await client.query<KeptCommand>(
      `select seq, body, hash, signature from sync.ops where terminal_id = $1 and seq > $2 order by seq limit $3`,
      [terminalId, head.seq, pageSize],
    )
    for (const seq of verifySignatures(publicKey, rows, head)) faults.push({ seq, fault: 'signature' })
    const last = rows.at(-1)
    if (last === undefined) return faults
    head = last
  }
}
