/** How a value is kept at a terminal and sent: see `wire.ts` for its form on the way. */
export type ColumnKind =
  | 'uuid'
  | 'text'
  | 'integer'
  /** Minor units at the terminal, numeric(14,2) at the server. */
  | 'money'
  | 'real'
  /** 0 or 1 at the terminal. */
  | 'boolean'
  | 'date'
  | 'time'
  /** `YYYY-MM-DDTHH:MM:SS.mmmZ` at the terminal. */
  | 'instant'
  /** JSON text at the terminal. */
  | 'json'
  | 'array'

/** A column of the mirror. */
export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  readonly nullable: boolean
  /** The words it may hold, or the elements of its array. */
  readonly values?: readonly string[]
  /** `generated` from the row's other columns on either side, or `derived` by the server alone; a command gives neither. */
  readonly fixed?: 'generated' | 'derived'
}

/** A table of the mirror, its columns in the order of their making. */
export interface Table {
  readonly columns: readonly Column[]
}
