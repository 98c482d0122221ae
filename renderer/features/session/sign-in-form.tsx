import { useState, type SubmitEvent } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { pinIssueOf } from '../../desk/pin-issue.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { StaffStrip } from './staff-strip.tsx'
import './sign-in-form.css'

/** Who is at the desk: a known face and a password, or a username typed. */
export function SignInForm({ lockedFor }: { readonly lockedFor?: string | undefined }) {
  const t = useWords()
  const known = useCall('session.known', {}).value?.staff ?? []
  const signIn = useAction('session.signIn')
  const withPin = useAction('session.signInWithPin')
  const [byPassword, setByPassword] = useState(false)
  const [chosen, setChosen] = useState<string | undefined>(lockedFor)
  const [typed, setTyped] = useState('')
  const [password, setPassword] = useState('')
  const [someoneElse, setSomeoneElse] = useState(false)
  const typing = someoneElse || known.length === 0
  const username = typing ? typed.trim() : (chosen ?? known[0]?.username ?? '')
  const hasPin = !typing && known.some((staff) => staff.username === username && staff.hasPin)
  const isPin = hasPin && !byPassword
  const complete = username !== '' && password !== ''

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!complete) return
    const signedIn = isPin
      ? await withPin.run({ username, pin: password })
      : await signIn.run({ username, password })
    if (!signedIn) setPassword('')
  }

  return (
    <form className="entrance-form" onSubmit={(event) => void submit(event)}>
      {typing ? (
        <TextField
          key="username"
          label={t('signIn.username')}
          value={typed}
          onChange={setTyped}
          autoComplete="username"
          autoFocus
        />
      ) : (
        <StaffStrip staff={known} chosen={username} onChoose={setChosen} />
      )}
      {known.length > 0 && (
        <Button kind="quiet" size="small" onPress={() => setSomeoneElse(!someoneElse)}>
          {typing ? t('signIn.backToStrip') : t('signIn.someoneElse')}
        </Button>
      )}
      <TextField
        key={typing ? 'password' : `secret of ${username}`}
        label={t(isPin ? 'approval.pin' : 'signIn.password')}
        inputMode={isPin ? 'numeric' : 'text'}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete={isPin ? 'off' : 'current-password'}
        autoFocus={!typing}
      />
      {hasPin && (
        <Button
          kind="quiet"
          size="small"
          onPress={() => {
            setByPassword(!byPassword)
            setPassword('')
          }}
        >
          {t(byPassword ? 'pin.usePin' : 'pin.usePassword')}
        </Button>
      )}
      <Refusal error={isPin ? pinIssueOf(withPin.error) : signIn.error} />
      <Button
        type="submit"
        kind="primary"
        size="large"
        isDisabled={!complete}
        isBusy={signIn.running || withPin.running}
      >
        {signIn.running || withPin.running ? t('signIn.running') : t('signIn.submit')}
      </Button>
    </form>
  )
}
