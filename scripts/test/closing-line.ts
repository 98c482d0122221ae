import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends a run with one plain line, `N passed, N failed`, for whatever reads logs and not colours. Vitest wants a class. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      // a file that broke before its tests were known has no test to count
      if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1
      for (const test of module.children.allTests()) count[test.result().state] += 1
    }
    // a test that was never reached did not pass
    const failed = count.failed + count.pending
    const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`
    // the default reporter writes its own summary in this same turn
    setImmediate(() => process.stdout.write(`${count.passed} passed, ${failed} failed${skipped}\n`))
  }
}
