import { describe, expect, it } from 'vitest'
import { assert } from '../../shared/kernel/assert.ts'
import { readCells } from './read-cells.ts'
import { readStays, type StayList } from './read-stay.ts'
import { demandFile, hotelDemand, otherFile, otherLayout, stayOf, type DemandRow } from './testing/lists.ts'

describe('a row of the demand data sets', () => {
  it('becomes a stay with its dates, prices, party and notes', () => {
    const { stays, rejected } = demand({
      ...stayOf('2016-08-13', 3),
      lead_time: '20',
      adults: '2',
      children: '1',
      babies: '1',
      meal: 'HB',
      market_segment: 'Online TA',
      agent: '240',
      reserved_room_type: 'A',
      assigned_room_type: 'D',
      adr: '98.33',
    })
    expect(rejected).toEqual([])
    expect(stays).toMatchObject([
      {
        line: 2,
        status: 'checked_out',
        statusDate: '2016-08-16',
        bookedOn: '2016-07-24',
        arrival: '2016-08-13',
        departure: '2016-08-16',
        soldType: 'A',
        givenType: 'D',
        adults: 2,
        children: 2,
        nightlyMinor: [9833, 9833, 9833],
        source: 'ota',
        nationality: 'PRT',
        requests: 'Cots: 1. Meals: half board',
        notes: 'Market: Online TA. Agent 240',
        remarks: [],
      },
    ])
  })

  it('without nights is day use, with a price for the day', () => {
    expect(demand(stayOf('2016-08-13', 0)).stays).toMatchObject([
      { arrival: '2016-08-13', departure: '2016-08-13', nightlyMinor: [8050] },
    ])
  })

  it('reads what is missing as missing', () => {
    expect(demand({ children: 'NA', country: 'NULL' }).stays).toMatchObject([
      { children: 0, nationality: null, notes: 'Market: Direct' },
    ])
  })

  it('keeps a party without adults and a price below nothing, lifted, and says so', () => {
    expect(demand({ adults: '0', adr: '-6.38' }).stays).toMatchObject([
      {
        adults: 1,
        nightlyMinor: [0, 0],
        remarks: ['adults: the list says 0, taken as 1', 'price: the list says -6.38, taken as 0'],
      },
    ])
  })

  it('remarks on a stay that the list closed before its departure, and leaves its nights', () => {
    expect(demand(stayOf('2016-07-04', 14, '2016-07-04')).stays).toMatchObject([
      {
        departure: '2016-07-18',
        remarks: ['departure: the list closed this stay on 2016-07-04, not on 2016-07-18'],
      },
    ])
  })

  it.each<[string, DemandRow, string]>([
    [
      'an unknown status',
      { reservation_status: 'Lost' },
      'status: reservation_status is "Lost", and not one of',
    ],
    ['a status the language has and the profile has not', { reservation_status: 'constructor' }, 'status: '],
    [
      'a day that is not in the calendar',
      { arrival_date_day_of_month: '32' },
      'arrival: there is no 2016-08-32',
    ],
    ['a month without a name', { arrival_date_month: 'Augst' }, 'arrival: arrival_date_month is "Augst"'],
    [
      'a status date in another form',
      { reservation_status_date: '2016-08-15' },
      'statusDate: "2016-08-15" is no date',
    ],
    ['half a night', { stays_in_week_nights: '0.5' }, 'nights: 1.5 is no number of nights'],
    ['a price in words', { adr: 'free' }, 'price: "free" is no number'],
    ['a price in fractions of a cent', { adr: '10.005' }, 'price: 10.005 has more than two decimals'],
    ['no price', { adr: 'NULL' }, 'price: is missing'],
    ['no room type', { reserved_room_type: '' }, 'soldType: is missing'],
    ['a booking made after its arrival', { lead_time: '-1' }, 'bookedOn: is after the arrival'],
    ['a lead of centuries', { lead_time: '999999' }, 'bookedOn: 999999 is no number of days'],
    ['a stay of decades', { stays_in_week_nights: '9000' }, 'nights: 9001 is no number of nights'],
    [
      'a cancellation before the booking',
      { reservation_status: 'Canceled', reservation_status_date: '1/1/2016' },
      'statusDate: is before the booking was made',
    ],
    [
      'a cancellation without a day',
      { reservation_status: 'Canceled', reservation_status_date: 'NULL' },
      'statusDate: is missing',
    ],
  ])('is rejected for %s', (_name, row, reason) => {
    const { stays, rejected } = demand({}, row, {})
    expect(stays.map(({ line }) => line)).toEqual([2, 4])
    expect(rejected).toEqual([{ line: 3, reasons: [expect.stringContaining(reason)] }])
  })

  it('is rejected with all its reasons at once', () => {
    const { rejected } = demand({ adr: '?', adults: 'two', reservation_status: 'Lost' })
    expect(rejected[0]?.reasons.map((reason) => reason.split(':')[0]).toSorted()).toEqual([
      'adults',
      'price',
      'status',
    ])
  })

  it('has the same id in every run, also when rows like it come before or the order changes', () => {
    const idsOf = (...rows: readonly DemandRow[]) => demand(...rows).stays.map(({ bookingId }) => bookingId)
    const [twin, second, single] = idsOf({}, {}, { adults: '3' })
    expect(new Set([twin, second, single]).size).toBe(3)
    expect(idsOf({ adults: '3' }, {}, {})).toEqual([single, twin, second])
  })
})

describe('a row of another layout', () => {
  it('is read by its profile alone', () => {
    const { stays, rejected } = other(
      '17;im Haus;12.08.2026;15.08.2026;DZ;204;2;100,00;Jürgen Weiß;j@example.com',
    )
    expect(rejected).toEqual([])
    expect(stays).toMatchObject([
      {
        status: 'checked_in',
        arrival: '2026-08-12',
        departure: '2026-08-15',
        soldType: 'DZ',
        givenType: 'DZ',
        roomNumber: '204',
        nightlyMinor: [3334, 3333, 3333],
        source: 'phone',
        guestName: 'Jürgen Weiß',
        guestEmail: 'j@example.com',
      },
    ])
  })

  it('that repeats a key is rejected, naming the row that has it', () => {
    const row = '17;reserviert;12.08.2026;15.08.2026;DZ;-;2;100;Eva;-'
    expect(other(row, row).rejected).toEqual([{ line: 3, reasons: ['has the same key as line 2'] }])
  })

  it('is rejected without repeating what it says of the guest', () => {
    const { rejected } = other('17;reserviert;12.08.2026;15.08.2026;DZ;-;2;100;Eva;no address')
    expect(rejected).toEqual([{ line: 2, reasons: ['guestEmail: is no e-mail address'] }])
  })
})

function demand(...rows: readonly DemandRow[]): StayList {
  const file = readCells(demandFile(...rows), hotelDemand)
  assert(file.ok, 'the file is well formed')
  return readStays(file.value, hotelDemand)
}

function other(...rows: readonly string[]): StayList {
  const file = readCells(otherFile(...rows), otherLayout)
  assert(file.ok, 'the file is well formed')
  return readStays(file.value, otherLayout)
}
