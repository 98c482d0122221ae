import { describe, expect, it } from 'vitest'
import type { HotelSoFar } from './hotel-so-far.ts'
import { planRooms, type RoomedStay } from './plan-rooms.ts'

describe('the rooms of a list', () => {
  it('are as many of each type as are needed at once, numbered by floor', () => {
    const plan = planRooms(
      [
        stay(1, '2026-08-10', '2026-08-14', 'A'),
        stay(2, '2026-08-12', '2026-08-16', 'A'),
        stay(3, '2026-08-14', '2026-08-15', 'A'),
        stay(4, '2026-08-10', '2026-08-20', 'B'),
      ],
      emptyHotel,
    )
    expect(plan.newRooms.map(({ roomNumber, typeCode, floor }) => ({ roomNumber, typeCode, floor }))).toEqual(
      [
        { roomNumber: '101', typeCode: 'A', floor: 1 },
        { roomNumber: '102', typeCode: 'A', floor: 1 },
        { roomNumber: '103', typeCode: 'B', floor: 1 },
      ],
    )
    expect(plan.roomOf.size).toBe(4)
  })

  it('are those the list names, and the other stays go around them', () => {
    const plan = planRooms(
      [
        stay(1, '2026-08-12', '2026-08-14', 'A', '204'),
        stay(2, '2026-08-14', '2026-08-16', 'A', '204'),
        stay(3, '2026-08-10', '2026-08-12', 'A'),
        stay(4, '2026-08-13', '2026-08-15', 'A'),
      ],
      emptyHotel,
    )
    expect(plan.newRooms.map(({ roomNumber }) => roomNumber)).toEqual(['204', '101'])
    const [first, second, third, fourth] = ['1', '2', '3', '4'].map((id) => plan.roomOf.get(id))
    expect(new Set([first, second, third]).size).toBe(1)
    expect(fourth).not.toBe(first)
    expect(plan.newRooms.find(({ roomNumber }) => roomNumber === '204')).toMatchObject({ floor: 2 })
  })

  it('named twice for one night reject the second row, saying who has it', () => {
    const plan = planRooms(
      [stay(2, '2026-08-12', '2026-08-14', 'A', '204'), stay(3, '2026-08-13', '2026-08-15', 'A', '204')],
      emptyHotel,
    )
    expect(plan.rejected).toEqual([{ line: 3, reasons: ['roomNumber: 204 is taken by line 2 in that time'] }])
    expect(plan.roomOf.has('3')).toBe(false)
  })

  it('that the hotel has are used first, as far as they are free', () => {
    const hotel: HotelSoFar = {
      ...emptyHotel,
      rooms: [
        {
          roomId: 'the hotel’s',
          roomNumber: '101',
          typeCode: 'A',
          taken: [{ arrival: '2026-08-13', departure: '2026-08-15' }],
        },
      ],
    }
    const plan = planRooms(
      [
        stay(1, '2026-08-10', '2026-08-13', 'A'),
        stay(2, '2026-08-14', '2026-08-16', 'A'),
        stay(3, '2026-08-14', '2026-08-16', 'A', '101'),
      ],
      hotel,
    )
    expect(plan.roomOf.get('1')).toBe('the hotel’s')
    expect(plan.newRooms).toMatchObject([{ roomNumber: '102' }])
    expect(plan.rejected).toEqual([
      { line: 3, reasons: ['roomNumber: 101 is taken by a booking the hotel has in that time'] },
    ])
  })
})

const emptyHotel: HotelSoFar = {
  name: 'Hotel',
  timeZone: 'UTC',
  currency: 'EUR',
  checkInTime: '14:00:00',
  checkOutTime: '12:00:00',
  isUntouched: true,
  businessDate: null,
  lastClosedDay: null,
  bookingIds: new Set(),
  guestIds: new Set(),
  roomTypes: new Map(),
  rooms: [],
  codesGiven: 0,
}

function stay(
  line: number,
  arrival: string,
  departure: string,
  typeCode: string,
  roomNumber: string | null = null,
): RoomedStay {
  return { stayId: String(line), line, arrival, departure, typeCode, roomNumber }
}
