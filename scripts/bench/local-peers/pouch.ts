import { join } from 'node:path'
import type { LocalPeer, PeerTable } from './local-peer.ts'

const docsAtOnce = 1000

/**
 * PouchDB on its own store for Node, LevelDB: a document a row, with the revisions that its replication needs. Documents
 * written together are no transaction there: some of them may be taken and others not.
 */
export const pouch: LocalPeer = {
  name: 'PouchDB',
  acknowledged: 'with the system, not yet on the disk',
  open: async (dir) => {
    const { default: PouchDB } = await import('pouchdb')
    const db = new PouchDB(join(dir, 'pouch'), { adapter: 'leveldb' })

    async function put(docs: readonly object[]): Promise<void> {
      const answers = await db.bulkDocs(docs)
      if (answers.some(({ error }) => error !== undefined)) throw new Error('PouchDB did not take a document')
    }

    return {
      prepareLoad: (tables) => {
        const docs = docsOf(tables)
        return async () => {
          for (let from = 0; from < docs.length; from += docsAtOnce)
            await put(docs.slice(from, from + docsAtOnce))
        }
      },
      write: (tables) => put(docsOf(tables)),
      count: async () => (await db.info()).doc_count,
      close: () => db.close(),
    }
  },
}

function docsOf(tables: readonly PeerTable[]): object[] {
  return tables.flatMap(({ name, rows }) => rows.map((row) => ({ _id: `${name}:${row.id}`, ...row })))
}
