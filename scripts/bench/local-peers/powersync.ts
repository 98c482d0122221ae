import type { PowerSyncBackendConnector } from '@powersync/common'
import { cannedStream } from './canned-stream.ts'
import type { Acknowledged, LocalPeer, PeerTable } from './local-peer.ts'

/**
 * PowerSync's client, whole: its SQLite, its core extension, its views and its queue of changes. Only its service is not
 * here, so what it downloads is written beforehand, and comes out of memory as fast as the client takes it.
 *
 * It commits with `synchronous = normal` as shipped, which a power cut undoes. Both are measured.
 */
export const powerSync = peer('PowerSync, as shipped', 'with the system, not yet on the disk', 'normal')

export const powerSyncDurable = peer('PowerSync, durable', 'on the disk', 'full')

function peer(name: string, acknowledged: Acknowledged, synchronous: 'normal' | 'full'): LocalPeer {
  return {
    name,
    acknowledged,
    open: async (dir, shape) => {
      const { PowerSyncDatabase } = await import('@powersync/node')
      const { Schema, Table, column } = await import('@powersync/common')
      const kinds = { text: column.text, integer: column.integer }
      const schema = new Schema(
        Object.fromEntries(
          shape.map((table) => [
            table.name,
            new Table(Object.fromEntries(columnsOf(table).map((each) => [each.name, kinds[each.kind]]))),
          ]),
        ),
      )
      const stream = cannedStream()
      const db = new PowerSyncDatabase({
        schema,
        database: {
          dbFilename: 'powersync.db',
          dbLocation: dir,
          initializeConnection: async (connection) => {
            await connection.execute(`pragma synchronous = ${synchronous}`)
          },
        },
        remoteOptions: { customFetch: stream.fetch },
        logger: { log: () => {} },
      })
      await db.init()
      return {
        prepareLoad: (tables) => {
          stream.give(tables)
          return async () => {
            void db.connect(nobody)
            await db.waitForFirstSync({ signal: AbortSignal.timeout(patienceMs) })
            await db.disconnect()
          }
        },
        write: (tables) =>
          db.writeTransaction(async (tx) => {
            for (const { name: table, rows } of tables) {
              for (const row of rows) {
                const columns = Object.keys(row)
                await tx.execute(
                  `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
                  Object.values(row),
                )
              }
            }
          }),
        count: async () => {
          const counts = await Promise.all(
            shape.map((table) => db.get<{ rows: number }>(`select count(*) as rows from ${table.name}`)),
          )
          return counts.reduce((sum, { rows }) => sum + rows, 0)
        },
        close: () => db.close(),
      }
    },
  }
}

const patienceMs = 120_000

/** Its service would be asked for a token, and given what the clerk did. */
const nobody: PowerSyncBackendConnector = {
  fetchCredentials: () => Promise.resolve({ endpoint: 'http://powersync.invalid', token: 'none' }),
  uploadData: () => Promise.resolve(),
}

function columnsOf({ rows }: PeerTable): readonly { name: string; kind: 'text' | 'integer' }[] {
  return Object.entries(rows[0] ?? {})
    .filter(([name]) => name !== 'id')
    .map(([name, value]) => ({ name, kind: typeof value === 'number' ? 'integer' : 'text' }))
}
