import { useState } from 'react'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords, type Words } from '../../language/use-words.ts'
import { sayIfKnown } from '../../desk/command-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { GuestDraft } from './guest-draft.ts'

interface MrzReaderProps {
  readonly draft: GuestDraft
  readonly onDraft: (draft: GuestDraft) => void
  readonly kindName: (kind: string) => string
}

type Read = CallOutput<'guest.readMrz'>

/** Fills in what the lines at the foot of a passport or card say. A name with accents is kept as it stands. */
export function MrzReader({ draft, onDraft, kindName }: MrzReaderProps) {
  const t = useWords()
  const read = useAction('guest.readMrz')
  const [text, setText] = useState('')
  const [done, setDone] = useState<Read | null>(null)
  const wrong = wrongDigit(t, read.error)

  async function fill() {
    const found = await read.run({ text })
    setDone(found ?? null)
    if (!found) return
    setText('')
    onDraft({
      ...draft,
      idType: found.documentType,
      idLast4: found.documentLast4,
      idExpiry: found.expiry,
      dateOfBirth: found.dateOfBirth,
      nationality: found.nationality,
      gender: found.gender ?? draft.gender,
    })
  }

  return (
    <div className="profile-mrz">
      <TextField
        label={t('profile.mrz')}
        help={t('profile.mrzHelp')}
        lines={3}
        value={text}
        onChange={setText}
        problem={wrong}
        maxLength={400}
        autoComplete="off"
        spellCheck="false"
      />
      <Button isDisabled={text.trim() === ''} isBusy={read.running} onPress={() => void fill()}>
        {t('profile.mrzRead')}
      </Button>
      {wrong === undefined && <Refusal error={read.error} />}
      {done?.unwanted === true && (
        <NoticeBox tone="bad" announce>
          {t('profile.mrzUnwanted')}
        </NoticeBox>
      )}
      {done && (
        <NoticeBox
          tone="good"
          announce
          title={t('profile.mrzDone', { document: kindName(done.documentType), name: done.fullName })}
        >
          {done.fullName !== draft.fullName && (
            <Button size="small" onPress={() => onDraft({ ...draft, fullName: done.fullName })}>
              {t('profile.mrzUseName')}
            </Button>
          )}
        </NoticeBox>
      )}
    </div>
  )
}

/** Which digit does not agree, where that is what is wrong. */
function wrongDigit(t: Words, error: CallError | undefined): string | undefined {
  if (error?.code !== 'mrz_invalid') return undefined
  return sayIfKnown(t, `profile.mrzWrong.${String(error.data?.['part'])}`) ?? t('error.mrz_invalid')
}
