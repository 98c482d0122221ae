import { useState } from 'react'
import { nightsBetween, addDays } from '../../../shared/domain/calendar/days.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLast } from '../../ui/use-last.ts'
import type { Group } from './group-dialog.tsx'
import { guestOf, noName, type TypedName } from './typed-names.ts'

export interface GroupDraft {
  readonly name: string
  readonly contact: TypedName
  readonly arrival: string
  readonly departure: string
  /** Empty while there is none. */
  readonly releaseDate: string
  readonly notes: string
  readonly adults: number
  /** Rooms wanted, by type. */
  readonly counts: Readonly<Record<string, number>>
}

/** A group in the making: what is free by type, what is wanted of it and what that comes to. */
export function useNewGroup() {
  const { businessDate } = useHotel()
  const create = useAction('group.create')
  const [tried, setTried] = useState(false)
  const [draft, setDraft] = useState<GroupDraft>(() => ({
    name: '',
    contact: noName,
    arrival: businessDate,
    departure: addDays(businessDate, 1),
    releaseDate: '',
    notes: '',
    adults: 2,
    counts: {},
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

  async function finish(): Promise<Group | undefined> {
    setTried(true)
    if (draft.name.trim() === '' || contact === null || wanted.length === 0) return undefined
    const done = await create.run({
      name: draft.name.trim(),
      contact,
      arrival,
      departure,
      ...(draft.releaseDate !== '' && { releaseDate: draft.releaseDate }),
      notes: draft.notes,
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
    nights: nightsBetween(arrival, departure),
    rooms: wanted.length,
    totalMinor: wanted.reduce((sum, type) => sum + type.totalMinor, 0),
    contact,
    tried,
    error: ((): CallError | undefined => create.error ?? asked.error)(),
    running: create.running,
    isUntouched: draft.name === '' && draft.contact.text === '' && wanted.length === 0,
    finish,
  }
}
