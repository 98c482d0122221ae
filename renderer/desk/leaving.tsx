import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'

interface LeavingProps {
  readonly question: string
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** In the foot of a half-filled form that is about to be left: what is in it would be lost. */
export function Leaving({ question, onStay, onLeave }: LeavingProps) {
  const t = useWords()
  return (
    <>
      <p className="dialog-foot-note" role="alert">
        {question}
      </p>
      <Button kind="danger" onPress={onLeave}>
        {t('new.leaveAll')}
      </Button>
      <Button kind="primary" size="large" onPress={onStay} autoFocus>
        {t('new.stay')}
      </Button>
    </>
  )
}
