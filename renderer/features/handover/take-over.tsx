import { useState } from 'react'
import type { DeskNote } from '../../../shared/contract/calls/note.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useNotices } from '../../desk/notices.ts'
import { pinIssueOf } from '../../desk/pin-issue.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** The next one signs with the PIN or password that opens the desk to them; the words are then read, by them. */
export function TakeOver({ notes }: { readonly notes: readonly DeskNote[] }) {
  const t = useWords()
  const known = useCall('session.known', {}).value?.staff ?? []
  const current = useCall('session.current', {}).value?.staff
  const signIn = useAction('session.signIn')
  const withPin = useAction('session.signInWithPin')
  const read = useAction('note.done')
  const tell = useNotices((state) => state.tell)
  const [chosen, setChosen] = useState<string | null>(null)
  const [password, setPassword] = useState('')
  const people = known.length > 0 ? known : current ? [current] : []
  const username = chosen ?? current?.username ?? people[0]?.username ?? ''

  const isPin = known.some((staff) => staff.username === username && staff.hasPin)

  async function finish() {
    if (password === '' || username === '') return
    const signed = isPin
      ? await withPin.run({ username, pin: password })
      : await signIn.run({ username, password })
    setPassword('')
    if (!signed) return
    // one after the other: the desk is theirs by now, and each is read in their name
    for (const { noteId } of notes) await read.run({ noteId })
    tell({ text: t('handover.takenOver') })
  }

  return (
    <section>
      <h2 className="handover-heading">{t('handover.takeOver')}</h2>
      <EnterForm className="handover-form" action={t('handover.takeOver')} onEnter={() => void finish()}>
        <p className="soft">{t('handover.takeOverHelp')}</p>
        <Select
          label={t('signIn.username')}
          value={username}
          choices={people.map(({ username: value, fullName }) => ({ value, label: fullName }))}
          onChange={setChosen}
        />
        <TextField
          label={t(isPin ? 'approval.pin' : 'signIn.password')}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="off"
        />
        <Refusal error={(isPin ? pinIssueOf(withPin.error) : signIn.error) ?? read.error} />
        <Button
          kind="primary"
          isDisabled={password === ''}
          isBusy={signIn.running || withPin.running || read.running}
          onPress={() => void finish()}
        >
          {t('handover.takeOver')}
        </Button>
      </EnterForm>
    </section>
  )
}
