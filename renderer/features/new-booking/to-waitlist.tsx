import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { departureOf } from './booking-draft.ts'
import type { NewBooking } from './use-new-booking.ts'

/** What is sold out can be waited for: whoever was asked for is put on the waitlist, with what they wanted. */
export function ToWaitlist({ form }: { readonly form: NewBooking }) {
  const t = useWords()
  const { draft, setDraft, quote, walkIn } = form
  const add = useAction('waitlist.add')
  const tell = useNotices((state) => state.tell)
  const [tried, setTried] = useState(false)
  const soldOut = (quote?.types ?? []).filter(({ free, fits }) => fits && free <= 0)
  if (walkIn || soldOut.length === 0) return null

  async function wait(roomTypeId: string) {
    setTried(true)
    const { arrival, adults, children, guest, specialRequests, internalNotes } = draft
    if (guest === null) return
    const done = await add.run({
      guest,
      roomTypeId,
      arrival,
      departure: departureOf(draft),
      adults,
      children,
      notes: [specialRequests, internalNotes].join(' ').replaceAll('\n', ' ').trim().slice(0, 500),
    })
    if (!done) return
    tell({ text: t('done.waiting', { guest: done.entry.guestName }) })
    setTried(false)
    // nothing of it is left to be booked, and the form may be left without being asked
    setDraft({ ...draft, guest: null, specialRequests: '', internalNotes: '' })
  }

  return (
    <div className="to-waitlist">
      <span className="soft">{t('wait.orWait')}</span>
      {soldOut.map(({ roomTypeId, code }) => (
        <Button key={roomTypeId} size="small" isBusy={add.running} onPress={() => void wait(roomTypeId)}>
          {t('wait.forType', { type: code })}
        </Button>
      ))}
      {tried && draft.guest === null && <NoticeBox tone="bad">{t('new.sayWho')}</NoticeBox>}
      <Refusal error={add.error} />
    </div>
  )
}
