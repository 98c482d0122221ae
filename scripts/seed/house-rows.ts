import { minorToDecimal } from '../../electron/store/minor-units.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import type { HousekeepingStatus } from '../../shared/domain/room/housekeeping.ts'
import type { CopyRow } from '../load/copy-rows.ts'
import type { InstantOf } from '../load/instants.ts'
import type { Random } from '../load/random.ts'
import type { RoomBlock } from './blocks.ts'
import { amenityNames, houseRooms, houseTypes, idOf, seasonsOf } from './house.ts'
import type { DemoStay } from './stays.ts'

export const ratePlanId = idOf('rate plan BAR')

/** The rows of the house itself, by table, parents before children. */
export function houseRows(
  stays: readonly DemoStay[],
  blocks: readonly RoomBlock[],
  years: readonly number[],
  today: string,
  random: Random,
): readonly (readonly [string, readonly CopyRow[]])[] {
  return [
    ['amenities', [...amenityNames].map(([code, name]) => ({ id: idOf(`amenity ${code}`), code, name }))],
    ['room_types', typeRows()],
    ['room_type_amenities', typeAmenityRows()],
    ['rooms', roomRows(stays, blocks, today, random)],
    ['room_blocks', blocks.map(blockRow)],
    ['rate_plans', [{ id: ratePlanId, code: 'BAR', name: 'Best available rate', is_default: true }]],
    ['rate_seasons', seasonRows(years)],
    ['tax_rules', taxRows(today)],
  ]
}

function typeRows(): readonly CopyRow[] {
  return houseTypes.map((type, index) => ({
    id: type.roomTypeId,
    name: type.name,
    code: type.code,
    description: type.description,
    base_rate: minorToDecimal(type.baseMinor),
    weekend_rate: minorToDecimal(type.weekendMinor),
    max_occupancy: type.maxOccupancy,
    max_extra_beds: type.maxExtraBeds,
    extra_bed_rate: minorToDecimal(type.extraBedMinor),
    size_sqm: type.sizeSqm,
    bed_configuration: type.beds,
    view_type: type.view,
    display_order: index,
  }))
}

function typeAmenityRows(): readonly CopyRow[] {
  return houseTypes.flatMap(({ code, roomTypeId, amenities }) =>
    amenities.map((amenity) => ({
      id: idOf(`${code} has ${amenity}`),
      room_type_id: roomTypeId,
      amenity_id: idOf(`amenity ${amenity}`),
    })),
  )
}

function roomRows(
  stays: readonly DemoStay[],
  blocks: readonly RoomBlock[],
  today: string,
  random: Random,
): readonly CopyRow[] {
  const typeIds = new Map(houseTypes.map(({ code, roomTypeId }) => [code, roomTypeId]))
  const stateOf = housekeeping(stays, blocks, today, random)
  return houseRooms.map(({ roomId, roomNumber, code, floor, isAccessible }) => ({
    id: roomId,
    room_number: roomNumber,
    room_type_id: typeIds.get(code) ?? '',
    floor,
    housekeeping_status: stateOf(roomId),
    is_accessible: isAccessible,
  }))
}

/** It is morning: where people slept or have just left the maids have hardly begun; elsewhere little is left to do. */
function housekeeping(
  stays: readonly DemoStay[],
  blocks: readonly RoomBlock[],
  today: string,
  random: Random,
): (roomId: string) => HousekeepingStatus {
  const sleptIn = new Set(
    stays
      .filter(
        ({ status, arrival, departure }) =>
          arrival < today && (status === 'checked_in' || (status === 'checked_out' && departure === today)),
      )
      .map(({ roomId }) => roomId),
  )
  const justTaken = new Set(
    stays
      .filter(({ status, arrival }) => status === 'checked_in' && arrival === today)
      .map(({ roomId }) => roomId),
  )
  const waiting = stays.filter(
    ({ status, arrival, roomId }) =>
      status === 'confirmed' && arrival === today && roomId !== null && !sleptIn.has(roomId),
  )
  // one arrival finds its room ready and one does not, whatever chance says
  const certain = new Map<string | null, HousekeepingStatus>([
    [waiting[0]?.roomId ?? null, 'inspected'],
    [waiting[1]?.roomId ?? null, 'dirty'],
  ])
  const broken = new Set(blocks.filter(({ kind }) => kind === 'out_of_order').map(({ roomId }) => roomId))
  return (roomId) => {
    if (justTaken.has(roomId)) return 'inspected'
    if (sleptIn.has(roomId)) return random.chance(0.8) ? 'dirty' : 'clean'
    if (broken.has(roomId)) return 'dirty'
    return certain.get(roomId) ?? random.weighted(vacantStates)
  }
}

const vacantStates: readonly (readonly [HousekeepingStatus, number])[] = [
  ['inspected', 52],
  ['clean', 26],
  ['dirty', 15],
  ['pickup', 7],
]

function blockRow({ blockId, roomId, kind, startsOn, endsOn, reason }: RoomBlock): CopyRow {
  return { id: blockId, room_id: roomId, kind, starts_on: startsOn, ends_on: endsOn, reason }
}

function seasonRows(years: readonly number[]): readonly CopyRow[] {
  return houseTypes.flatMap(({ code, roomTypeId }) =>
    seasonsOf(code, years).map((season) => ({
      id: season.seasonId,
      rate_plan_id: ratePlanId,
      room_type_id: roomTypeId,
      name: season.name,
      starts_on: season.startsOn,
      ends_on: season.endsOn,
      base_rate: minorToDecimal(season.baseMinor),
      weekend_rate: season.weekendMinor === null ? null : minorToDecimal(season.weekendMinor),
      min_nights: season.minNights,
    })),
  )
}

/** Portuguese VAT, in the prices; and a city tax that the town has decided on for next year. */
function taxRows(today: string): readonly CopyRow[] {
  const vat = (code: string, name: string, rate: number, appliesTo: readonly string[]): CopyRow => ({
    id: idOf(`tax ${code}`),
    code,
    name,
    kind: 'vat',
    rate_percent: rate,
    amount_per_person_night: null,
    applies_to: appliesTo,
    exempt_under_age: null,
    max_nights: null,
    valid_from: '2000-01-01',
  })
  return [
    vat('VAT6', 'VAT on accommodation', 6, ['room_charge']),
    vat('VAT23', 'VAT on extras', 23, ['extra_charge']),
    {
      id: idOf('tax CITY'),
      code: 'CITY',
      name: 'City tax',
      kind: 'city_tax',
      rate_percent: null,
      amount_per_person_night: '2.00',
      applies_to: ['room_charge'],
      exempt_under_age: 13,
      max_nights: 7,
      valid_from: `${Number(today.slice(0, 4)) + 1}-01-01`,
    },
  ]
}

/** A year of closed days, each closed in the night after it, and the one that is open. */
export function dayRows(today: string, instantOf: InstantOf): readonly CopyRow[] {
  const closed = Array.from({ length: 365 }, (_, index) => addDays(today, index - 365))
  return [...closed, today].map((date) => ({
    id: idOf(`day ${date}`),
    business_date: date,
    status: date === today ? 'open' : 'closed',
    opened_at: instantOf(date, '03:10'),
    closed_at: date === today ? null : instantOf(addDays(date, 1), '03:05'),
  }))
}
