/** PouchDB brings no types along: what the bench asks of it. */
declare module 'pouchdb' {
  export default class PouchDB {
    constructor(name: string, options?: { readonly adapter?: 'leveldb' })
    bulkDocs(docs: readonly object[]): Promise<readonly { readonly error?: unknown }[]>
    info(): Promise<{ readonly doc_count: number }>
    close(): Promise<void>
  }
}
