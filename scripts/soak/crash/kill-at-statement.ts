import Sqlite from 'better-sqlite3'

/**
 * Loaded before anything else in every thread of a victim: kills the process just before its n-th statement that writes,
 * counted in each thread by itself from when the thread began. So whatever lies between two writes is met.
 */
const killAt = Number(process.env['SOAK_KILL_AT'] ?? '0')

if (killAt > 0) {
  const probe = new Sqlite(':memory:')
  const statements: unknown = Object.getPrototypeOf(probe.prepare('select 1'))
  probe.close()
  if (isStatements(statements)) {
    const run = statements.run
    let count = 0
    statements.run = function counted(...values) {
      count += 1
      if (count === killAt) process.kill(process.pid, 'SIGKILL')
      return run.apply(this, values)
    }
  }
}

function isStatements(value: unknown): value is { run: (...values: unknown[]) => unknown } {
  return typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function'
}
