import { describe, expect, it } from 'vitest'
import { assert } from '../../shared/kernel/assert.ts'
import { readCells } from './read-cells.ts'
import { readStays } from './read-stay.ts'
import { standingAt } from './standing.ts'
import { demandFile, hotelDemand, stayOf, type DemandRow } from './testing/lists.ts'

const day = '2016-08-13'

describe('a booking at the start of a business date', () => {
  it.each<[string, DemandRow, string | null]>([
    ['left the day before', stayOf('2016-08-10', 2), 'checked_out'],
    ['leaves that day', stayOf('2016-08-10', 3), 'checked_in'],
    ['came before and leaves later', stayOf('2016-08-10', 9), 'checked_in'],
    ['comes that day', { ...stayOf(day, 2), lead_time: '1' }, 'confirmed'],
    ['comes later', stayOf('2016-08-20', 2), 'confirmed'],
    ['comes that day for the day', { ...stayOf(day, 0), lead_time: '1' }, 'confirmed'],
    ['came for the day, the day before', stayOf('2016-08-12', 0), 'checked_out'],
    ['is made that day', { ...stayOf(day, 2), lead_time: '0' }, null],
    ['is made later', { ...stayOf('2016-08-20', 2), lead_time: '3' }, null],
    ['was cancelled the day before', cancelled('2016-08-20', '2016-08-12'), 'cancelled'],
    ['is cancelled that day', cancelled('2016-08-20', day), 'confirmed'],
    ['did not come the day before', noShow('2016-08-12'), 'no_show'],
    ['will not come that day', noShow(day), 'confirmed'],
    ['was closed by the list before its departure', stayOf('2016-08-10', 9, '2016-08-10'), 'checked_in'],
    ['stayed a day longer than booked', stayOf('2016-08-10', 2, day), 'checked_in'],
  ])('that %s', (_name, row, status) => {
    expect(standing(row, day)).toBe(status)
  })

  it('without a date is as the list ends', () => {
    expect(standing(cancelled('2016-08-20', '2016-08-12'), null)).toBe('cancelled')
    expect(standing(stayOf('2016-08-20', 2), null)).toBe('checked_out')
  })
})

function cancelled(arrival: string, on: string): DemandRow {
  return { ...stayOf(arrival, 2, on), reservation_status: 'Canceled' }
}

function noShow(arrival: string): DemandRow {
  return { ...stayOf(arrival, 2, arrival), reservation_status: 'No-Show' }
}

function standing(row: DemandRow, asOf: string | null) {
  const file = readCells(demandFile(row), hotelDemand)
  assert(file.ok, 'the file is well formed')
  const [stay] = readStays(file.value, hotelDemand).stays
  assert(stay !== undefined, 'the row is taken')
  return standingAt(stay, asOf)
}
