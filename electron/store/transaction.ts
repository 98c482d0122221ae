import type { Database } from 'better-sqlite3'
import type { Err, Result } from '../../shared/kernel/result.ts'

/**
 * Does all of `fn` or, when it throws, nothing. Takes the write lock at once, so that what it reads is still so when it
 * writes. Within another transaction it is a step of that one.
 */
export function withTransaction<T>(db: Database, fn: () => T): T {
  return db.transaction(fn).immediate()
}

/** As `withTransaction`, and a refusal undoes as well. */
export function attempt<T, E>(db: Database, fn: () => Result<T, E>): Result<T, E> {
  const refusal: { value?: Err<E> } = {}
  try {
    return withTransaction(db, () => {
      const result = fn()
      if (result.ok) return result
      refusal.value = result
      throw rollback
    })
  } catch (error) {
    if (error === rollback && refusal.value !== undefined) return refusal.value
    throw error
  }
}

/** The only way out of better-sqlite3's transactions that undoes. */
const rollback = new Error('refused')
