import { unreachable } from '../../shared/kernel/assert.ts'
import type { BookingStatus } from '../../shared/domain/stay/status.ts'
import type { ImportRefusal, ImportReport, ImportStep } from './import-list.ts'
import type { ProfileError } from './load-profile.ts'

/** What an import came to, for whoever ran it. Rows are told by their line; no guest is named. */
export function describeReport(report: ImportReport, isDryRun: boolean): readonly string[] {
  const { imported, alreadyPresent, notYetMade, rejected, made } = report
  const remarked = imported.filter(({ stay }) => stay.remarks.length > 0)
  return [
    ...rejected.flatMap(({ line, reasons }) => reasons.map((reason) => `rejected  line ${line}: ${reason}`)),
    ...remarked.flatMap(({ stay }) => stay.remarks.map((remark) => `remark    line ${stay.line}: ${remark}`)),
    '',
    isDryRun ? 'Dry run: nothing was kept. It would have been:' : 'Imported:',
    row('rows in the list', report.rows),
    row('imported', imported.length),
    row('there already', alreadyPresent.length),
    row('not made yet', notYetMade.length),
    row('rejected', rejected.length),
    '',
    'In the list they end as     imported   there already   not made yet',
    ...statusTable(report),
    '',
    'Imported as',
    ...counts(imported.map(({ status }) => status)).map(([status, count]) => row(status, count)),
    '',
    row('room types made', made.roomTypes),
    row('rooms made', made.rooms),
    row('guests made', made.guests),
    row('nights made', made.nights),
    `  business date     ${report.businessDate}`,
  ]
}

export function describeRefusal(refusal: ImportRefusal | ProfileError): string {
  switch (refusal.code) {
    case 'profile_not_found':
      return `there is no profile ${refusal.path}`
    case 'profile_invalid':
      return [`${refusal.path} is no profile:`, ...refusal.problems.map((problem) => `  ${problem}`)].join(
        '\n',
      )
    case 'file_unreadable':
      return `the file cannot be read: ${refusal.why}`
    case 'columns_missing':
      return `the file lacks ${refusal.missing.join(', ')}; its columns are ${refusal.found.join(', ')}`
    case 'currency_differs':
      return `the list is in ${refusal.list} and the hotel counts in ${refusal.hotel}`
    case 'day_differs':
      return `the hotel is at ${refusal.businessDate}: it cannot be loaded as of ${refusal.asOf}. Load into a fresh data folder (FRONT_DESK_DATA) or another database.`
    case 'list_is_ahead':
      return `the list goes on until ${refusal.until} and the hotel is at ${refusal.businessDate}: say --as-of ${refusal.businessDate}`
    default:
      return unreachable(refusal)
  }
}

export function describeStep({ doing, done, total }: ImportStep): string {
  return total === 0 ? `import: ${doing}` : `import: ${doing} ${done} of ${total}`
}

/** Every row that something was said about, as CSV. */
export function reportCsv({ rejected, imported }: ImportReport): string {
  const cells = [
    ...rejected.flatMap(({ line, reasons }) => reasons.map((text) => ({ line, outcome: 'rejected', text }))),
    ...imported.flatMap(({ stay }) =>
      stay.remarks.map((text) => ({ line: stay.line, outcome: 'imported', text })),
    ),
  ]
  const lines = cells
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, outcome, text }) => `${line},${outcome},"${text.replaceAll('"', '""')}"`)
  return `${['line,outcome,reason', ...lines].join('\n')}\n`
}

function statusTable({ imported, alreadyPresent, notYetMade }: ImportReport): readonly string[] {
  const columns = [imported.map(({ stay }) => stay), alreadyPresent, notYetMade].map(
    (stays) => new Map(counts(stays.map(({ status }) => status))),
  )
  const statuses = [...new Set(columns.flatMap((column) => [...column.keys()]))].toSorted()
  return statuses.map((status) => {
    const [first, second, third] = columns.map((column) => String(column.get(status) ?? 0))
    return `  ${status.padEnd(24)}${first?.padStart(10)}${second?.padStart(16)}${third?.padStart(15)}`
  })
}

function counts(statuses: readonly BookingStatus[]): readonly [BookingStatus, number][] {
  return [...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length])
}

function row(name: string, count: number): string {
  return `  ${name.padEnd(18)}${String(count).padStart(8)}`
}
