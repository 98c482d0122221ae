import { useState } from 'react'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { isReleaseTooEarly, noAgreement, type Agreement } from './agreement-fields.tsx'
import type { Group } from './group-dialog.tsx'
import { guestOf, noName, type TypedName } from './typed-names.ts'
import { useWantedRooms, type RoomsWish } from './use-wanted-rooms.ts'

export interface GroupDraft extends Agreement, RoomsWish {
  readonly name: string
  readonly contact: TypedName
}

/** A group in the making: who it is, and what is wanted for it. */
export function useNewGroup() {
  const { businessDate } = useHotel()
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
  const wanted = useWantedRooms(draft)
  const contact = guestOf(draft.contact)

  async function finish(): Promise<Group | undefined> {
    setTried(true)
    if (draft.name.trim() === '' || contact === null || wanted.rooms.length === 0) return undefined
    if (wanted.badRates.length > 0 || isReleaseTooEarly(draft, businessDate)) return undefined
    const done = await create.run({
      name: draft.name.trim(),
      contact,
      arrival: draft.arrival,
      departure: draft.departure,
      ...(draft.releaseDate !== '' && { releaseDate: draft.releaseDate }),
      notes: draft.notes,
      company: draft.company,
      paysRooms: draft.paysRooms,
      ...(wanted.rates.length > 0 && { rates: wanted.rates }),
      rooms: wanted.rooms,
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
    wanted,
    contact,
    tried,
    error: create.error ?? wanted.error,
    running: create.running,
    approvalDialog: create.approvalDialog,
    isUntouched: draft.name === '' && draft.contact.text === '' && wanted.rooms.length === 0,
    finish,
  }
}
