import type { Rates, Season } from '../../shared/domain/rate/nightly-price.ts'
import { v5 } from 'uuid'

/** The demonstration hotel: nobody's, on the coast of the Algarve. */
export const hotel = {
  name: "Hotel Maré d'Agosto",
  legalName: "Maré d'Agosto, Hotelaria Lda.",
  taxId: 'PT500000000',
  address: 'Avenida dos Descobrimentos 40',
  postalCode: '8600-000',
  city: 'Lagos',
  country: 'Portugal',
  phone: '+351 555 010 120',
  email: 'reception@mare-d-agosto.example',
  timeZone: 'Europe/Lisbon',
  currency: 'EUR',
  checkInTime: '15:00',
  checkOutTime: '12:00',
} as const

const namespace = 'a3c9d7e4-53a1-5d0b-8c5e-7d0b7b9a1f20'

/** The same thing has the same id in every demonstration hotel. */
export function idOf(name: string): string {
  return v5(name, namespace)
}

export const typeCodes = ['STD', 'SUP', 'FAM', 'JST', 'STE'] as const

export type TypeCode = (typeof typeCodes)[number]

export interface HouseType {
  readonly code: TypeCode
  readonly roomTypeId: string
  readonly name: string
  readonly description: string
  readonly baseMinor: number
  readonly weekendMinor: number
  readonly maxOccupancy: number
  readonly maxExtraBeds: number
  readonly extraBedMinor: number
  readonly sizeSqm: number
  readonly beds: string
  readonly view: string
  readonly amenities: readonly string[]
}

const everywhere = ['wifi', 'air_conditioning', 'safe', 'television', 'hair_dryer']

export const houseTypes: readonly HouseType[] = [
  type(
    'STD',
    'Standard',
    'Quiet, to the garden',
    [74, 82, 2, 1, 24],
    [22, '1 double or 2 single', 'Garden'],
    [],
  ),
  type(
    'SUP',
    'Superior sea view',
    'With a balcony to the sea',
    [102, 114, 2, 1, 28],
    [26, '1 double or 2 single', 'Sea'],
    ['balcony', 'minibar', 'sea_view'],
  ),
  type(
    'FAM',
    'Family',
    'Two rooms with a door between them',
    [128, 142, 4, 1, 22],
    [38, '1 double and 2 single', 'Pool'],
    ['balcony', 'fridge', 'bathtub'],
  ),
  type(
    'JST',
    'Junior suite',
    'Sitting corner and terrace',
    [146, 162, 3, 1, 32],
    [40, '1 king, 1 sofa bed', 'Sea'],
    ['balcony', 'minibar', 'sea_view', 'bathtub', 'coffee_machine'],
  ),
  type(
    'STE',
    'Suite',
    'Corner suite with a terrace of its own',
    [218, 242, 4, 2, 40],
    [64, '1 king, 2 single', 'Sea'],
    ['balcony', 'minibar', 'sea_view', 'bathtub', 'coffee_machine', 'whirlpool'],
  ),
]

export function houseType(code: TypeCode): HouseType {
  const found = houseTypes.find((each) => each.code === code)
  if (found === undefined) throw new Error(`there is no type ${code}`)
  return found
}

export const amenityNames: ReadonlyMap<string, string> = new Map([
  ['wifi', 'Wi-Fi'],
  ['air_conditioning', 'Air conditioning'],
  ['safe', 'Safe'],
  ['television', 'Television'],
  ['hair_dryer', 'Hair dryer'],
  ['balcony', 'Balcony'],
  ['minibar', 'Minibar'],
  ['sea_view', 'Sea view'],
  ['fridge', 'Fridge'],
  ['bathtub', 'Bathtub'],
  ['coffee_machine', 'Coffee machine'],
  ['whirlpool', 'Whirlpool'],
])

/** Twenty rooms a floor, by type in the order of their numbers. */
const floors: readonly (readonly (readonly [TypeCode, number])[])[] = [
  [
    ['STD', 14],
    ['FAM', 6],
  ],
  [
    ['STD', 14],
    ['FAM', 6],
  ],
  [
    ['STD', 12],
    ['FAM', 4],
    ['SUP', 4],
  ],
  [
    ['STD', 8],
    ['SUP', 12],
  ],
  [
    ['SUP', 12],
    ['JST', 8],
  ],
  [
    ['SUP', 8],
    ['JST', 4],
    ['STE', 8],
  ],
]

export interface HouseRoom {
  readonly roomId: string
  readonly roomNumber: string
  readonly code: TypeCode
  readonly floor: number
  readonly isAccessible: boolean
}

export const houseRooms: readonly HouseRoom[] = floors.flatMap((kinds, index) => {
  const codes = kinds.flatMap(([code, count]) => Array.from({ length: count }, () => code))
  const floor = index + 1
  return codes.map((code, place) => {
    const roomNumber = String(floor * 100 + place + 1)
    return {
      roomId: idOf(`room ${roomNumber}`),
      roomNumber,
      code,
      floor,
      isAccessible: floor === 1 && place < 4,
    }
  })
})

export function roomsOfType(code: TypeCode): readonly HouseRoom[] {
  return houseRooms.filter((room) => room.code === code)
}

/** A part of the year and what it does to the base price. Half-open, as month and day. */
const yearSeasons: readonly (readonly [string, string, string, number, number])[] = [
  ['Low', '01-07', '03-01', 0.68, 1],
  ['Spring', '03-01', '06-01', 0.95, 1],
  ['Early summer', '06-01', '07-01', 1.3, 2],
  ['Summer', '07-01', '08-01', 1.75, 3],
  ['August', '08-01', '09-01', 2.05, 3],
  ['Late summer', '09-01', '10-01', 1.3, 2],
  ['Autumn', '10-01', '11-01', 0.9, 1],
  ['Winter', '11-01', '12-20', 0.68, 1],
]

export interface HouseSeason extends Season {
  readonly seasonId: string
  readonly code: TypeCode
  readonly name: string
  readonly minNights: number
}

/** What a type costs in the seasons of these years; around the turn of the year, its own base. */
export function seasonsOf(code: TypeCode, years: readonly number[]): readonly HouseSeason[] {
  const { baseMinor, weekendMinor } = houseType(code)
  return years.flatMap((year) =>
    yearSeasons.map(([name, from, until, factor, minNights]) => ({
      seasonId: idOf(`season ${code} ${year}-${from}`),
      code,
      name: `${name} ${year}`,
      startsOn: `${year}-${from}`,
      endsOn: `${year}-${until}`,
      baseMinor: wholeEuros(baseMinor * factor),
      weekendMinor: wholeEuros(weekendMinor * factor),
      extraBedMinor: null,
      minNights,
    })),
  )
}

export function ratesOf(code: TypeCode, years: readonly number[]): Rates {
  const { baseMinor, weekendMinor, extraBedMinor, maxOccupancy } = houseType(code)
  return {
    baseMinor,
    weekendMinor,
    extraBedMinor,
    maxOccupancy,
    seasons: seasonsOf(code, years),
    roomBaseMinor: null,
    weekendNights: [5, 6],
  }
}

export function wholeEuros(minor: number): number {
  return Math.round(minor / 100) * 100
}

function type(
  code: TypeCode,
  name: string,
  description: string,
  [base, weekend, maxOccupancy, maxExtraBeds, extraBed]: readonly [number, number, number, number, number],
  [sizeSqm, beds, view]: readonly [number, string, string],
  amenities: readonly string[],
): HouseType {
  return {
    code,
    roomTypeId: idOf(`room type ${code}`),
    name,
    description,
    baseMinor: base * 100,
    weekendMinor: weekend * 100,
    maxOccupancy,
    maxExtraBeds,
    extraBedMinor: extraBed * 100,
    sizeSqm,
    beds,
    view,
    amenities: [...everywhere, ...amenities],
  }
}
