import { expect, test } from 'vitest'
import { constraintFaults } from '../../../shared/protocol/constraints.ts'
import { faultOfDetail } from './fault.ts'

test('a broken constraint names the field that the protocol lists for it', () => {
  for (const [table, constraints] of Object.entries(constraintFaults)) {
    for (const [constraint, [, field]] of Object.entries(constraints)) {
      expect(faultOfDetail(JSON.stringify({ table, constraint }))).toEqual({ table, field })
    }
  }
})

test('a column that the server names itself is the field; a constraint that is known goes before it', () => {
  expect(faultOfDetail('{"table":"customers","column":"id_number"}')).toEqual({
    table: 'customers',
    field: 'id_number',
  })
  expect(
    faultOfDetail('{"table":"bookings","constraint":"check_dates","column":"check_in_date"}'),
  ).toMatchObject({ field: 'check_out_date' })
  expect(faultOfDetail('{"table":"bookings","constraint":"of_a_newer_server"}')).toBeNull()
})

test('what names no field is no fault of one, whatever it holds', () => {
  for (const detail of [
    null,
    '{}',
    '[]',
    '"bookings"',
    'null',
    '{"table":7,"constraint":[]}',
    '{"suspense":["a"]}',
  ])
    expect(faultOfDetail(detail), String(detail)).toBeNull()
})
