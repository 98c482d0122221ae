import type { Database, Statement } from 'better-sqlite3'

/** A question that was asked of the store: its text, and what asking it came to. */
export interface AskedQuery {
  readonly sql: string
  /** Of the time it took longest, rows given included. */
  readonly worstMs: number
  readonly times: number
  readonly rows: number
}

export interface WatchedStore {
  /** Stands for the store; what is asked of it is kept. */
  readonly db: Database
  /** What was asked since the last time, and forgets it. */
  readonly take: () => readonly AskedQuery[]
}

interface Kept {
  worstMs: number
  times: number
  rows: number
}

/** A store that keeps account of each question asked of it. */
export function watchReads(db: Database): WatchedStore {
  const asked = new Map<string, Kept>()
  const note = (sql: string, ms: number, rows: number): void => {
    const kept = asked.get(sql) ?? { worstMs: 0, times: 0, rows: 0 }
    asked.set(sql, { worstMs: Math.max(kept.worstMs, ms), times: kept.times + 1, rows: kept.rows + rows })
  }
  return {
    db: new Proxy(db, {
      get: (target, name) => {
        if (name === 'prepare') return (sql: string) => watched(target.prepare(sql), sql, note)
        const other: unknown = Reflect.get(target, name, target)
        return typeof other === 'function' ? (other.bind(target) as unknown) : other
      },
    }),
    take: () => {
      const queries = [...asked].map(([sql, kept]) => ({ sql, ...kept }))
      asked.clear()
      return queries
    },
  }
}

type Note = (sql: string, ms: number, rows: number) => void

function watched(statement: Statement, sql: string, note: Note): Statement {
  const proxy: Statement = new Proxy(statement, {
    get: (target, name) => {
      if (name === 'all') {
        return (...values: unknown[]) => {
          const start = performance.now()
          const rows = target.all(...values)
          note(sql, performance.now() - start, rows.length)
          return rows
        }
      }
      if (name === 'get') {
        return (...values: unknown[]) => {
          const start = performance.now()
          const row = target.get(...values)
          note(sql, performance.now() - start, row === undefined ? 0 : 1)
          return row
        }
      }
      if (name === 'iterate') return (...values: unknown[]) => counted(target.iterate(...values), sql, note)
      const other: unknown = Reflect.get(target, name, target)
      if (typeof other !== 'function') return other
      return (...values: unknown[]): unknown => {
        const result: unknown = Reflect.apply(other, target, values)
        return result === target ? proxy : result
      }
    },
  })
  return proxy
}

/** The time is the question's own: not that of whoever takes its rows one by one. */
function* counted(rows: IterableIterator<unknown>, sql: string, note: Note): Generator {
  let [ms, count] = [0, 0]
  try {
    for (;;) {
      const start = performance.now()
      const next = rows.next()
      ms += performance.now() - start
      if (next.done === true) return
      count += 1
      yield next.value
    }
  } finally {
    rows.return?.()
    note(sql, ms, count)
  }
}
