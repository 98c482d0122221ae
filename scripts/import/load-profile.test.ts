import { describe, expect, it } from 'vitest'
import { columnsOf, loadProfile, parseProfile } from './load-profile.ts'
import { hotelDemand, otherLayout } from './testing/lists.ts'

describe('a profile', () => {
  it('is found by its name', async () => {
    const profile = await loadProfile('hotel-demand')
    expect(profile).toMatchObject({ ok: true, value: { name: 'hotel-demand' } })
  })

  it('that is not there is said to be missing', async () => {
    const profile = await loadProfile('no-such-layout')
    expect(profile).toMatchObject({ ok: false, error: { code: 'profile_not_found' } })
  })

  it('is not looked for outside its folder when it is named', async () => {
    const profile = await loadProfile('../../package')
    expect(profile.ok ? '' : profile.error.path).toMatch(/profiles[/\\]package\.json$/)
  })

  it('knows every column that it reads, and takes no cell for a column', () => {
    expect(columnsOf(hotelDemand)).toContain('market_segment')
    expect(columnsOf(hotelDemand)).toContain('total_of_special_requests')
    expect(columnsOf(hotelDemand)).not.toContain('Check-Out')
    expect(columnsOf(otherLayout)).toContain('Nr')
  })

  it('that is no JSON is refused with the place', () => {
    expect(problemsOf('{ "name": ')).toEqual([expect.stringContaining('it is no JSON')])
  })

  it('is refused with the place and the reason of each of its faults', () => {
    const fields = hotelDemand.fields
    expect(problemsWith({ fields: { ...fields, nights: undefined } })).toEqual([
      'fields: needs either "nights" or "departure"',
    ])
    expect(problemsWith({ fields: { ...fields, arrival: { column: 'a', format: 'D/M' } } })).toEqual([
      'fields.arrival.format: needs YYYY, M and D',
    ])
    expect(problemsWith({ fields: { ...fields, adults: { colum: 'adults' } } })).toEqual([
      expect.stringContaining('fields.adults'),
      expect.stringContaining('colum'),
    ])
    expect(problemsWith({ hotel: { ...hotelDemand.hotel, timeZone: 'Europe/Nowhere' } })).toEqual([
      'hotel.timeZone: is not an IANA time zone',
    ])
    expect(problemsWith({ encoding: 'martian', codePrefix: 'A' })).toEqual([
      'encoding: is not an encoding',
      'codePrefix: must be three or four capital letters',
    ])
    expect(problemsWith({ colour: 'blue' })).toEqual(['the profile: Unrecognized key: "colour"'])
  })
})

function problemsWith(change: object): readonly string[] {
  return problemsOf(JSON.stringify({ ...hotelDemand, ...change }))
}

function problemsOf(json: string): readonly string[] {
  const profile = parseProfile(json, 'test.json')
  return profile.ok || profile.error.code !== 'profile_invalid' ? [] : profile.error.problems
}
