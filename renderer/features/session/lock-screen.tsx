import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useWords } from '../../language/use-words.ts'
import { Entrance } from '../../ui/entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './lock-screen.css'

interface LockScreenProps {
  readonly username: string
  readonly fullName: string
}

/** Covers the desk while its clerk is away. What was half filled in stays behind it, for the same person only. */
export function LockScreen({ username, fullName }: LockScreenProps) {
  const t = useWords()
  return (
    <ModalOverlay className="lock-screen" isOpen isKeyboardDismissDisabled>
      <Modal className="lock-screen-frame">
        <Dialog className="lock-screen-frame" aria-label={t('lock.title')}>
          <Entrance title={t('lock.title')} intro={t('lock.intro', { name: fullName })}>
            <SignInForm lockedFor={username} />
          </Entrance>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
