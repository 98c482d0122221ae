import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { bulkLoad } from '../load/bulk-load.ts'
import { readHotel } from './hotel-so-far.ts'
import type { ListedStay } from './listed-stay.ts'
import { planImport, type ImportPlan, type PlannedStay } from './plan-import.ts'
import type { Profile } from './profile.ts'
import { readCells, type FileError } from './read-cells.ts'
import { readStays, type RejectedRow, type StayList } from './read-stay.ts'
import { findHotelRefusal, openDay, setUpHotel, type HotelRefusal } from './set-up-hotel.ts'
import { writePlan } from './write-plan.ts'

export interface ImportOptions {
  readonly databaseUrl: string
  /** The file as it is: CSV, gzipped or not. */
  readonly bytes: Uint8Array
  readonly profile: Profile
  /** Load the hotel as it stood at the start of this business date, 'YYYY-MM-DD'; otherwise as the list ends. */
  readonly asOf: string | null
  /** Do everything and keep nothing. */
  readonly dryRun: boolean
  readonly now: Date
  readonly onProgress?: (step: ImportStep) => void
}

/** What is being done, and how far it is. */
export interface ImportStep {
  readonly doing: 'reading' | 'planning' | 'guests' | 'bookings' | 'nights' | 'finishing'
  readonly done: number
  readonly total: number
}

export interface ImportReport {
  readonly rows: number
  readonly imported: readonly PlannedStay[]
  readonly alreadyPresent: readonly ListedStay[]
  readonly notYetMade: readonly ListedStay[]
  readonly rejected: readonly RejectedRow[]
  readonly made: {
    readonly roomTypes: number
    readonly rooms: number
    readonly guests: number
    readonly nights: number
  }
  readonly businessDate: string
}

export type ImportRefusal = FileError | HotelRefusal

/**
 * Loads another system's booking list. Every row ends as imported, as already there, as not made yet at the date asked
 * for, or as rejected with its reasons. All of it is one transaction: an import that breaks off leaves nothing behind.
 * What came in is not charged or paid: the system it comes from has settled the stays that are over, and the nights of
 * those who are in house are not on a folio yet, so that they owe what they booked.
 */
export async function importList(options: ImportOptions): Promise<Result<ImportReport, ImportRefusal>> {
  const { profile, asOf, dryRun, onProgress = () => {} } = options
  onProgress({ doing: 'reading', done: 0, total: 0 })
  const file = readCells(options.bytes, profile)
  if (!file.ok) return file
  const list = readStays(file.value, profile)
  const rows = file.value.rows.length + file.value.broken.length
  onProgress({ doing: 'planning', done: 0, total: rows })
  return await bulkLoad<Result<ImportReport, ImportRefusal>>(options.databaseUrl, async (client) => {
    const found = await readHotel(client, profile.codePrefix)
    const refusal = findHotelRefusal(found, profile, list.stays, asOf)
    if (refusal !== null) return { value: err(refusal), keep: false }
    const hotel = await setUpHotel(client, found, profile)
    const plan = planImport(list.stays, hotel, profile, asOf)
    const nights = await writePlan(client, plan, hotel, onProgress)
    const businessDate = await openDay(client, hotel, list.stays, asOf, options.now)
    onProgress({ doing: 'finishing', done: 0, total: 0 })
    return { value: ok(reportOf({ rows, list, plan, nights, businessDate })), keep: !dryRun }
  })
}

function reportOf(all: {
  readonly rows: number
  readonly list: StayList
  readonly plan: ImportPlan
  readonly nights: number
  readonly businessDate: string
}): ImportReport {
  const { rows, list, plan, nights, businessDate } = all
  return {
    rows,
    imported: plan.stays,
    alreadyPresent: plan.alreadyPresent,
    notYetMade: plan.notYetMade,
    rejected: [...list.rejected, ...plan.rejected].toSorted((a, b) => a.line - b.line),
    made: {
      roomTypes: plan.newTypes.length,
      rooms: plan.newRooms.length,
      guests: plan.newGuests.length,
      nights,
    },
    businessDate,
  }
}
