import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useDialogKey } from '../../desk/use-dialog-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { departureOf } from './booking-draft.ts'
import type { NewBooking } from './use-new-booking.ts'

/**
 * What is sold out can be waited for: whoever was asked for is put on the waitlist, with what they wanted. One key does
 * it for the type that was chosen, or for the only one, or for any where nothing is left.
 */
export function ToWaitlist({ form }: { readonly form: NewBooking }) {
  const t = useWords()
  const { draft, setDraft, quote } = form
  const add = useAction('waitlist.add')
  const tell = useNotices((state) => state.tell)
  const [tried, setTried] = useState(false)
  const fitting = (quote?.types ?? []).filter(({ fits }) => fits)
  const soldOut = fitting.filter(({ free }) => free <= 0)
  const nothingLeft = soldOut.length > 1 && soldOut.length === fitting.length
  const chosen = soldOut.find(({ roomTypeId }) => roomTypeId === draft.roomTypeId)
  const byKey = chosen?.roomTypeId ?? (nothingLeft ? null : (soldOut[0]?.roomTypeId ?? null))
  const choices = [
    ...soldOut.map(({ roomTypeId, code }) => ({ roomTypeId, label: t('wait.forType', { type: code }) })),
    ...(nothingLeft ? [{ roomTypeId: null, label: t('wait.forAny') }] : []),
  ]

  useDialogKey('waitForRoom', choices.length > 0, () => void wait(byKey))

  async function wait(roomTypeId: string | null) {
    setTried(true)
    const { arrival, adults, children, guest, specialRequests, internalNotes } = draft
    if (guest === null) return
    const done = await add.run({
      guest,
      ...(roomTypeId !== null && { roomTypeId }),
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

  if (choices.length === 0) return null
  return (
    <div className="to-waitlist">
      <span className="soft">{t('wait.orWait')}</span>
      {choices.map(({ roomTypeId, label }) => (
        <Button
          key={roomTypeId}
          size="small"
          {...(roomTypeId === byKey && hintOf('waitForRoom'))}
          isBusy={add.running}
          onPress={() => void wait(roomTypeId)}
        >
          {label}
        </Button>
      ))}
      {tried && draft.guest === null && <NoticeBox tone="bad">{t('new.sayWho')}</NoticeBox>}
      <Refusal error={add.error} />
    </div>
  )
}
