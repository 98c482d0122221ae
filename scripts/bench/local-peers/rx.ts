import type { LocalPeer, PeerRow, PeerTable } from './local-peer.ts'

interface RxRow {
  readonly key: string
  readonly row: PeerRow
}

/**
 * RxDB in memory, which keeps nothing: its storages on a disk are sold apart, and the trial of the one for SQLite reads
 * the whole table at each write and ends at 500 documents. One collection, of which it allows sixteen.
 */
export const rx: LocalPeer = {
  name: 'RxDB, in memory',
  acknowledged: 'in memory alone',
  open: async () => {
    const { createRxDatabase } = await import('rxdb')
    const { getRxStorageMemory } = await import('rxdb/plugins/storage-memory')
    const db = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory(), multiInstance: false })
    const { rows } = await db.addCollections<{ rows: RxRow }>({
      rows: {
        schema: {
          version: 0,
          primaryKey: 'key',
          type: 'object',
          properties: { key: { type: 'string', maxLength: 120 }, row: { type: 'object' } },
          required: ['key', 'row'],
        },
      },
    })

    async function put(docs: readonly RxRow[]): Promise<void> {
      const { error } = await rows.bulkInsert([...docs])
      if (error.length > 0) throw new Error('RxDB did not take a document')
    }

    return {
      prepareLoad: (tables) => {
        const docs = docsOf(tables)
        return () => put(docs)
      },
      write: (tables) => put(docsOf(tables)),
      count: () => rows.count().exec(),
      close: async () => void (await db.close()),
    }
  },
}

function docsOf(tables: readonly PeerTable[]): RxRow[] {
  return tables.flatMap(({ name, rows }) => rows.map((row) => ({ key: `${name}:${row.id}`, row })))
}
