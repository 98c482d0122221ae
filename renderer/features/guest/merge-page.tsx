import { useState } from 'react'
import { mergeFields, type GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { sayIfKnown } from '../../desk/command-words.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { ReadingDialog } from '../../desk/reading-dialog.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { mergeValue, startingChoice, type MergeField } from './merge-choice.ts'

interface MergePageProps {
  readonly guest: GuestProfile
  readonly otherId: string
  readonly onBack: () => void
  readonly onDone: () => void
}

/** Two records side by side, to be made one: field by field, which of them holds. */
export function MergePage({ guest, otherId, onBack, onDone }: MergePageProps) {
  const t = useWords()
  const { value, error } = useCall('guest.get', { guestId: otherId })
  if (value) return <Compare guest={guest} other={value.guest} onBack={onBack} onDone={onDone} />
  return (
    <ReadingDialog title={t('merge.title')} reading={t('profile.reading')} error={error} onClose={onBack} />
  )
}

interface CompareProps extends Omit<MergePageProps, 'otherId'> {
  readonly other: GuestProfile
}

const labels = {
  fullName: 'profile.name',
  email: 'guest.email',
  phone: 'guest.phone',
  alternatePhone: 'profile.otherPhone',
  dateOfBirth: 'profile.birth',
  gender: 'profile.gender',
  nationality: 'guest.nationality',
  document: 'profile.document',
  address: 'profile.address',
  companyName: 'profile.company',
} as const satisfies Record<MergeField, string>

function Compare({ guest, other, onBack, onDone }: CompareProps) {
  const t = useWords()
  const merge = useAction('guest.merge')
  const tell = useNotices((state) => state.tell)
  const [taken, setTaken] = useState<readonly MergeField[]>(() => startingChoice(guest, other))

  async function finish() {
    const done = await merge.run({
      guestId: guest.guestId,
      otherGuestId: other.guestId,
      takeFromOther: [...taken],
    })
    if (!done) return showProblem()
    tell({ text: t('merge.done', { guest: done.guest.fullName }) })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      width="wide"
      title={t('merge.title')}
      closeLabel={t('action.close')}
      onClose={onBack}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onBack}>{t('merge.back')}</Button>
          <Button kind="primary" {...hintOf('finish')} isBusy={merge.running} onPress={() => void finish()}>
            {t('merge.do')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="soft">{t('merge.intro')}</p>
        {(guest.blacklisted || other.blacklisted) && (
          <NoticeBox tone="bad">{t('merge.warnBarred')}</NoticeBox>
        )}
        <Refusal error={merge.error} />
        <table className="merge-table">
          <thead>
            <tr>
              <th scope="col">{t('merge.field')}</th>
              <th scope="col">{t('merge.keeps')}</th>
              <th scope="col">{t('merge.goes')}</th>
            </tr>
          </thead>
          <tbody>
            {mergeFields.map((field) => (
              <tr key={field}>
                <th scope="row">{t(labels[field])}</th>
                <Side
                  label={t(labels[field])}
                  field={field}
                  side="this"
                  guest={guest}
                  chosen={!taken.includes(field)}
                  onChoose={() => setTaken(taken.filter((name) => name !== field))}
                />
                <Side
                  label={t(labels[field])}
                  field={field}
                  side="other"
                  guest={other}
                  chosen={taken.includes(field)}
                  onChoose={() => setTaken([...taken, field])}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

interface SideProps {
  readonly label: string
  readonly field: MergeField
  readonly side: 'this' | 'other'
  readonly guest: GuestProfile
  readonly chosen: boolean
  readonly onChoose: () => void
}

/** One record's word in one field: a radio, so that the arrows go from one side to the other. */
function Side({ label, field, side, guest, chosen, onChoose }: SideProps) {
  const t = useWords()
  const { day } = useFormats()
  const value = mergeValue(guest, field, {
    document: (kind) => sayIfKnown(t, `profile.document.${kind}`) ?? kind,
    gender: (gender) => sayIfKnown(t, `profile.gender.${gender}`) ?? gender,
    day: (text) => (text === '' ? '' : day(text, 'full')),
  })
  const shown = value === '' ? t('merge.empty') : value
  const name = t(side === 'this' ? 'merge.takeThis' : 'merge.takeOther', { field: label, value: shown })
  return (
    <td>
      <label className="merge-side">
        <input
          type="radio"
          name={`merge-${field}`}
          aria-label={name}
          checked={chosen}
          onChange={(event) => event.target.checked && onChoose()}
        />
        <span className={value === '' ? 'faint' : ''}>{shown}</span>
      </label>
    </td>
  )
}
