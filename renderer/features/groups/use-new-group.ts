import { useState } from 'react'
import { nightsBetween, addDays } from '../../../shared/domain/calendar/days.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useLast } from '../../ui/use-last.ts'
import { isReleaseTooEarly, noAgreement, type Agreement } from './agreement-fields.tsx'
import type { Group } from './group-dialog.tsx'
import { guestOf, noName, type TypedName } from './typed-names.ts'

export interface GroupDraft extends Agreement {
  readonly name: string
  readonly contact: TypedName
  readonly arrival: string
  readonly departure: string
  readonly adults: number
  /** Rooms wanted, by type. */
  readonly counts: Readonly<Record<string, number>>
  /** What was agreed for a night, by type, as typed; the hotel's own price where nothing is. */
  readonly rates: Readonly<Record<string, string>>
}

/** A group in the making: what is free by type, what is wanted of it and what that comes to. */
export function useNewGroup() {
  const { businessDate, currency } = useHotel()
  const locale = useLocale()
  const create = useAnsweredAction('group.create')
  const [tried, setTried] = useState(false)
  const [draft, setDraft] = useState<GroupDraft>(() => ({
    name: '',
    contact: noName,
    arrival: businessDate,
    departure: addDays(businessDate, 1),
    adults: 2,
    counts: {},
    rates: {},
    ...noAgreement,
  }))
  const { arrival, departure, adults } = draft
  const asked = useCall(
    'booking.quote',
    arrival < businessDate || departure < arrival ? null : { arrival, departure, adults },
  )
  const types = useLast(asked.value)?.types ?? []
  const wanted = types.flatMap((type) =>
    Array.from({ length: draft.counts[type.roomTypeId] ?? 0 }, () => type),
  )
  const contact = guestOf(draft.contact)
  const nights = nightsBetween(arrival, departure)
  const agreed = types.flatMap(({ roomTypeId }) => {
    const text = draft.rates[roomTypeId]?.trim() ?? ''
    return text === '' ? [] : [{ roomTypeId, rate: parseMoney(text, currency, locale) }]
  })
  const rates = agreed.flatMap(({ roomTypeId, rate }) =>
    rate.ok ? [{ roomTypeId, rateMinor: rate.value }] : [],
  )
  const badRates = agreed.flatMap(({ roomTypeId, rate }) => (rate.ok ? [] : [roomTypeId]))
  const totalOf = (type: (typeof types)[number]): number => {
    const rate = rates.find(({ roomTypeId }) => roomTypeId === type.roomTypeId)
    return rate === undefined ? type.totalMinor : rate.rateMinor * Math.max(1, nights)
  }

  async function finish(): Promise<Group | undefined> {
    setTried(true)
    if (draft.name.trim() === '' || contact === null || wanted.length === 0) return undefined
    if (badRates.length > 0 || isReleaseTooEarly(draft, businessDate)) return undefined
    const done = await create.run({
      name: draft.name.trim(),
      contact,
      arrival,
      departure,
      ...(draft.releaseDate !== '' && { releaseDate: draft.releaseDate }),
      notes: draft.notes,
      company: draft.company,
      paysRooms: draft.paysRooms,
      ...(rates.length > 0 && { rates }),
      rooms: wanted.map(({ roomTypeId }) => ({ roomTypeId, adults })),
    })
    return done?.group
  }

  function change(part: Partial<GroupDraft>) {
    setDraft((before) => ({ ...before, ...part }))
    create.clear()
  }

  return {
    draft,
    change,
    types,
    nights,
    badRates,
    rooms: wanted.length,
    totalMinor: wanted.reduce((sum, type) => sum + totalOf(type), 0),
    contact,
    tried,
    error: ((): CallError | undefined => create.error ?? asked.error)(),
    running: create.running,
    approvalDialog: create.approvalDialog,
    isUntouched: draft.name === '' && draft.contact.text === '' && wanted.length === 0,
    finish,
  }
}
