import { addDays, nightsOf } from '../../shared/domain/calendar/days.ts'
import { dayUseText, nightText } from '../../shared/domain/folio/line-text.ts'
import type { PaymentMethod } from '../../shared/domain/folio/payment-method.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import type { Random } from '../load/random.ts'
import type { Market } from './observed.ts'
import type { DemoStay } from './stays.ts'

/** A line of charge. The name tells it from the other lines of its stay. */
export interface DemoCharge {
  readonly name: string
  readonly type: 'night' | 'day_use' | 'extra'
  readonly description: string
  readonly businessDate: string
  readonly quantity: number
  readonly unitMinor: number
}

export interface DemoPayment {
  /** Tells it from the other payments of its stay. */
  readonly name: 'deposit' | 'settlement'
  readonly businessDate: string
  /** By the clock of the house. */
  readonly time: string
  readonly method: PaymentMethod
  readonly amountMinor: number
  readonly cardLastFour: string | null
  readonly cardType: string | null
}

export interface DemoFolio {
  readonly charges: readonly DemoCharge[]
  readonly payments: readonly DemoPayment[]
  readonly depositMinor: number
}

/**
 * What was posted and paid so far. A stay that is over is settled to the cent. In house the nights slept are posted,
 * and half of those who leave today paid last night. Of those who are to come, some have paid a deposit; who called off
 * has it back.
 */
export function makeFolio(stay: DemoStay, today: string, random: Random): DemoFolio {
  const deposit = depositOf(stay, today, random)
  const deposits = deposit === null ? [] : [deposit]
  const depositMinor = deposit?.amountMinor ?? 0
  if (stay.status !== 'checked_in' && stay.status !== 'checked_out') {
    return { charges: [], payments: deposits, depositMinor }
  }
  const charges = [...roomCharges(stay, today), ...extras(stay, today, random)]
  const owedMinor =
    charges.reduce((sum, { quantity, unitMinor }) => sum + quantity * unitMinor, 0) - depositMinor
  const settlement = owedMinor > 0 ? settlementOf(stay, owedMinor, today, random) : null
  return { charges, payments: settlement === null ? deposits : [...deposits, settlement], depositMinor }
}

function roomCharges(stay: DemoStay, today: string): readonly DemoCharge[] {
  const { arrival, departure, nightlyMinor, status } = stay
  if (arrival === departure) {
    if (status !== 'checked_out') return []
    const unitMinor = nightlyMinor[0] ?? 0
    const description = dayUseText(arrival)
    return [{ name: 'day_use', type: 'day_use', description, businessDate: arrival, quantity: 1, unitMinor }]
  }
  return nightsOf(arrival, departure).flatMap((night, index) => {
    if (night >= today) return []
    const unitMinor = nightlyMinor[index] ?? 0
    const description = nightText(night)
    return [{ name: night, type: 'night' as const, description, businessDate: night, quantity: 1, unitMinor }]
  })
}

const extraKinds: readonly (readonly [string, number, number])[] = [
  ['Restaurant, dinner', 2_400, 9_800],
  ['Bar', 600, 4_200],
  ['Minibar', 350, 1_900],
  ['Spa', 4_500, 11_000],
  ['Laundry', 900, 3_400],
  ['Parking', 1_200, 1_200],
  ['Bicycle hire', 1_500, 1_500],
]

/** About one for every three nights. */
function extras(stay: DemoStay, today: string, random: Random): readonly DemoCharge[] {
  return nightsOf(stay.arrival, stay.departure).flatMap((night) => {
    if (night >= today || !random.chance(0.33)) return []
    const [description, least, most] = random.pick(extraKinds)
    return [
      {
        name: `extra ${night}`,
        type: 'extra' as const,
        description,
        businessDate: night,
        quantity: description === 'Parking' || random.chance(0.8) ? 1 : 2,
        unitMinor: least + Math.round((random.next() * (most - least)) / 50) * 50,
      },
    ]
  })
}

const depositShare: Readonly<Record<Market, number>> = { ota: 0.12, direct: 0.2, group: 0.3, corporate: 0.05 }

/** The first night, paid a few days after booking. */
function depositOf(stay: DemoStay, today: string, random: Random): DemoPayment | null {
  const amountMinor = stay.nightlyMinor[0] ?? 0
  const isAsked = random.chance(depositShare[stay.market]) && stay.arrival < stay.departure && amountMinor > 0
  const businessDate = addDays(stay.madeOn, 2)
  const kept = stay.status !== 'cancelled' && stay.status !== 'no_show'
  if (!isAsked || !kept || businessDate >= today || businessDate > stay.arrival) return null
  return payment(stay, 'deposit', businessDate, '11:20', amountMinor, random)
}

function settlementOf(stay: DemoStay, owedMinor: number, today: string, random: Random): DemoPayment | null {
  const { status, departure } = stay
  if (status === 'checked_out') {
    const time = departure === today ? earlyFlight : '09:40'
    return payment(stay, 'settlement', departure, time, owedMinor, random)
  }
  // who leaves today and has paid did so at the desk last night
  const paidAhead = departure === today && !isExpected(status) && random.chance(0.5)
  return paidAhead ? payment(stay, 'settlement', addDays(today, -1), '21:15', owedMinor, random) : null
}

/** When those left who are gone already this morning. */
export const earlyFlight = '05:10'

const methods: Readonly<Record<Market, readonly PaymentMethod[]>> = {
  ota: ['card', 'card', 'card', 'cash'],
  direct: ['card', 'card', 'cash', 'mobile_wallet'],
  group: ['bank_transfer', 'bank_transfer', 'card'],
  corporate: ['card', 'bank_transfer'],
}

function payment(
  stay: DemoStay,
  name: DemoPayment['name'],
  businessDate: string,
  time: string,
  amountMinor: number,
  random: Random,
): DemoPayment {
  const method = random.pick(methods[stay.market])
  const isCard = method === 'card'
  return {
    name,
    businessDate,
    time,
    method,
    amountMinor,
    cardLastFour: isCard ? String(random.between(0, 9999)).padStart(4, '0') : null,
    cardType: isCard ? random.pick(['Visa', 'Mastercard', 'American Express']) : null,
  }
}
