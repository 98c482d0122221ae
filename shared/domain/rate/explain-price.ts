import { dayOfWeek } from '../calendar/days.ts'
import type { Rates } from './nightly-price.ts'

/** A part of what a night costs. */
export interface PriceLine {
  readonly kind: 'base' | 'weekend' | 'season' | 'season_weekend' | 'room' | 'extra_bed' | 'agreed'
  readonly amountMinor: number
  /** Of extra beds. */
  readonly count: number
}

/** What a night costs, line by line: they add up to `priceOfNight`, or to what was agreed in its place. */
export function explainNight(
  night: string,
  guests: number,
  rates: Rates,
  rateMinor: number | null = null,
): readonly PriceLine[] {
  const lines = ownLines(night, guests, rates)
  if (rateMinor === null) return lines
  const difference = rateMinor - lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return difference === 0 ? lines : [...lines, { kind: 'agreed', amountMinor: difference, count: 1 }]
}

function ownLines(night: string, guests: number, rates: Rates): readonly PriceLine[] {
  const season = rates.seasons.find(({ startsOn, endsOn }) => startsOn <= night && night < endsOn)
  const extraBeds = Math.max(0, guests - rates.maxOccupancy)
  const bedMinor = season?.extraBedMinor ?? rates.extraBedMinor
  const beds: PriceLine = { kind: 'extra_bed', amountMinor: extraBeds * bedMinor, count: extraBeds }
  return [roomLine(night, season, rates), ...(extraBeds > 0 ? [beds] : [])]
}

function roomLine(night: string, season: Rates['seasons'][number] | undefined, rates: Rates): PriceLine {
  const line = (kind: PriceLine['kind'], amountMinor: number): PriceLine => ({ kind, amountMinor, count: 1 })
  if (rates.roomBaseMinor !== null) return line('room', rates.roomBaseMinor)
  const { baseMinor, weekendMinor } = season ?? rates
  const isWeekend = rates.weekendNights.includes(dayOfWeek(night)) && weekendMinor !== null
  if (isWeekend) return line(season === undefined ? 'weekend' : 'season_weekend', weekendMinor)
  return line(season === undefined ? 'base' : 'season', baseMinor)
}
