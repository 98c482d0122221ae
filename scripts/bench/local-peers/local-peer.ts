/** Rows of one table, in the stored form of our mirror. */
export interface PeerTable {
  readonly name: string
  readonly rows: readonly PeerRow[]
}

export interface PeerRow {
  readonly id: string
  readonly [column: string]: string | number | null
}

/** An engine that one would take instead, as far as it can be measured on this machine alone: what it does locally. */
export interface LocalPeer {
  readonly name: string
  readonly acknowledged: Acknowledged
  /** On a directory of its own; `shape` has a row of every table that will come. */
  readonly open: (dir: string, shape: readonly PeerTable[]) => Promise<OpenPeer>
}

/** Where a write is that has been acknowledged. What is in memory alone is told, but held against nobody. */
export type Acknowledged = 'on the disk' | 'with the system, not yet on the disk' | 'in memory alone'

export interface OpenPeer {
  /** Makes rows its own that its server would have sent. What is made ready first, and what the server does, costs nothing. */
  readonly prepareLoad: (tables: readonly PeerTable[]) => () => Promise<void>
  /** What a clerk did, all rows of it at once; acknowledged when it resolves. */
  readonly write: (tables: readonly PeerTable[]) => Promise<void>
  readonly count: () => Promise<number>
  readonly close: () => Promise<void>
}

export function countRows(tables: readonly PeerTable[]): number {
  return tables.reduce((sum, { rows }) => sum + rows.length, 0)
}
