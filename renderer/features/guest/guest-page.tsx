import { useState } from 'react'
import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { useAction } from '../../bridge/use-action.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { hintOf } from '../../desk/keys.ts'
import { Leaving } from '../../desk/leaving.tsx'
import { useMay } from '../../desk/may.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { ContactFields } from './contact-fields.tsx'
import { DocumentFields } from './document-fields.tsx'
import { Erase } from './erase.tsx'
import { changesOf, draftOf, draftProblems, type GuestDraft } from './guest-draft.ts'
import { KeepOut } from './keep-out.tsx'
import { LikesFields } from './likes-fields.tsx'
import { LookAlikes } from './look-alikes.tsx'
import { PersonFields } from './person-fields.tsx'
import { StaysList } from './stays-list.tsx'

/** Where one may go from a profile. */
export interface GuestWays {
  readonly onDone: () => void
  readonly onOpenBooking: (bookingId: string) => void
  readonly onBook: (guest: { readonly guestId: string; readonly fullName: string }) => void
}

interface GuestPageProps extends GuestWays {
  readonly guest: GuestProfile
  readonly onCompare: (guestId: string) => void
}

/** The fields of a profile as the sections of the form are given them. */
export interface DraftFields {
  readonly draft: GuestDraft
  readonly onDraft: (draft: GuestDraft) => void
  readonly readOnly: boolean
  /** Is what is wrong to be shown? After the first try. */
  readonly tried: boolean
}

/** A profile: who it is on the left to be changed, what there was with them on the right. */
export function GuestPage({ guest, onCompare, onDone, onOpenBooking, onBook }: GuestPageProps) {
  const t = useWords()
  const may = useMay()
  const tell = useNotices((state) => state.tell)
  const update = useAction('guest.update')
  const [draft, setDraft] = useState(() => draftOf(guest))
  const [tried, setTried] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const changes = changesOf(guest, draft)
  const isChanged = Object.keys(changes).length > 0
  const readOnly = guest.anonymised || !may('guest.update')
  const fields: DraftFields = { draft, onDraft: setDraft, readOnly, tried }

  async function save() {
    if (readOnly || !isChanged) return onDone()
    setTried(true)
    if (draftProblems(draft).length > 0) return showProblem()
    const done = await update.run({ guestId: guest.guestId, ...changes })
    if (!done) return showProblem()
    tell({ text: t('profile.saved', { guest: done.guest.fullName }) })
    onDone()
  }

  useFinishKey(() => void save())

  /** What was typed is not lost by a slip on Esc. */
  function leave() {
    if (!isChanged || readOnly || leaving) onDone()
    else setLeaving(true)
  }

  return (
    <Dialog
      width="full"
      title={
        <span className="profile-title">
          <Unsent unsent={guest.unsent} />
          <span className="cut">{guest.fullName}</span>
          <GuestFlags vip={guest.vip} blacklisted={guest.blacklisted} />
        </span>
      }
      closeLabel={t('action.close')}
      onClose={leave}
      footer={
        leaving ? (
          <Leaving question={t('profile.unsaved')} onStay={() => setLeaving(false)} onLeave={onDone} />
        ) : (
          <>
            <span className="dialog-foot-note" />
            {!guest.anonymised && may('booking.create') && (
              <Button onPress={() => onBook(guest)}>{t('profile.book')}</Button>
            )}
            <Button onPress={leave}>{t('action.close')}</Button>
            {!readOnly && (
              <Button
                kind="primary"
                {...hintOf('finish')}
                isBusy={update.running}
                onPress={() => void save()}
              >
                {t('profile.save')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className="profile">
        <div className="profile-form">
          <Refusal error={update.error} />
          {guest.anonymised && <NoticeBox tone="quiet">{t('profile.anonymised')}</NoticeBox>}
          <PersonFields {...fields} />
          <DocumentFields {...fields} guest={guest} />
          <ContactFields {...fields} taxIdLast4={guest.taxIdLast4} />
          <LikesFields {...fields} />
        </div>
        <div className="profile-side">
          <StaysList guest={guest} onOpen={onOpenBooking} />
          {!guest.anonymised && (
            <>
              {may('guest.merge') && <LookAlikes guest={guest} draft={draft} onCompare={onCompare} />}
              <KeepOut guest={guest} />
              {may('guest.anonymise') && <Erase guest={guest} />}
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}
