import { useState } from 'react'
import { GuestCombo } from '../../desk/guest-combo.tsx'
import { hintOf } from '../../desk/keys.ts'
import { Leaving } from '../../desk/leaving.tsx'
import { useNotices } from '../../desk/notices.ts'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import { AgreementFields } from './agreement-fields.tsx'
import type { Group } from './group-dialog.tsx'
import { GroupDates } from './group-dates.tsx'
import { useNewGroup } from './use-new-group.ts'
import { WantedRoomsFields, WantedTotal } from './wanted-rooms-fields.tsx'
import './groups.css'

interface NewGroupDialogProps {
  readonly onClose: () => void
  readonly onBooked: (group: Group) => void
}

/** Several rooms for one party: who speaks for it, from when to when, how many of which type. */
export function NewGroupDialog({ onClose, onBooked }: NewGroupDialogProps) {
  const t = useWords()
  const tell = useNotices((state) => state.tell)
  const form = useNewGroup()
  const [leaving, setLeaving] = useState(false)
  const { draft, change, tried } = form

  async function finish() {
    const group = await form.finish()
    if (!group) return showProblem()
    tell({ text: t('done.group', { name: group.name, rooms: group.stays.length }) })
    onBooked(group)
  }

  useFinishKey(() => void finish())

  /** A slip on Esc must not cost a form that took minutes to fill in. */
  function leave() {
    if (form.isUntouched || leaving) onClose()
    else setLeaving(true)
  }

  return (
    <Dialog
      width="full"
      title={t('groups.new')}
      closeLabel={t('action.close')}
      onClose={leave}
      footer={
        leaving ? (
          <Leaving question={t('group.new.leave')} onStay={() => setLeaving(false)} onLeave={onClose} />
        ) : (
          <>
            <p className="dialog-foot-note group-total">
              <WantedTotal wanted={form.wanted} />
            </p>
            <Button onPress={leave}>{t('action.cancel')}</Button>
            <Button
              kind="primary"
              size="large"
              {...hintOf('finish')}
              isBusy={form.running}
              onPress={() => void finish()}
            >
              {t('group.new.book')}
            </Button>
          </>
        )
      }
    >
      <div className="group-new">
        <section className="stack" aria-label={t('groups.name')}>
          <TextField
            label={t('group.new.name')}
            value={draft.name}
            onChange={(name) => change({ name })}
            maxLength={100}
            problem={tried && draft.name.trim() === '' ? t('group.new.nameProblem') : undefined}
            autoFocus
          />
          <GuestCombo
            label={t('group.new.contact')}
            text={draft.contact.text}
            onText={(text) => change({ contact: { text, guestId: null } })}
            onChoose={({ guestId, fullName }) => change({ contact: { text: fullName, guestId } })}
            isSettled={draft.contact.guestId !== null}
            help={
              draft.contact.guestId !== null
                ? t('group.known')
                : form.contact === null
                  ? undefined
                  : t('guest.willBeNew')
            }
            problem={tried && form.contact === null ? t('group.new.contactProblem') : undefined}
          />
          <GroupDates dates={draft} onChange={change} />
          <AgreementFields agreement={draft} onChange={change} />
        </section>
        <WantedRoomsFields
          wish={draft}
          wanted={form.wanted}
          onChange={change}
          error={form.error}
          tried={tried}
        />
      </div>
      {form.approvalDialog}
    </Dialog>
  )
}
