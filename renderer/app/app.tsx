import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useConnected } from '../bridge/client.tsx'
import { useCall } from '../bridge/use-call.ts'
import { EnrolScreen } from '../features/enrol/enrol-screen.tsx'
import { MirrorProgress } from '../features/enrol/mirror-progress.tsx'
import { useLanguage, useLocale } from '../language/language.ts'
import { useWords } from '../language/use-words.ts'
import { Entrance } from '../ui/entrance.tsx'
import { Door } from './door.tsx'
import { LostTouch } from './lost-touch.tsx'
import { useLine } from './use-line.ts'

/** The window: joined to a hotel or not yet, filled or filling, and then the desk behind its door. */
export function App() {
  const locale = useLocale()
  const language = useLanguage((state) => state.language)
  const connected = useConnected()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <I18nProvider locale={locale}>
      <Stage />
      {!connected && <LostTouch />}
    </I18nProvider>
  )
}

function Stage() {
  const t = useWords()
  const status = useCall('terminal.status', {}).value
  const session = useCall('session.current', {}).value
  const line = useLine()
  if (!status || !session || !line) return <Entrance title={t('app.name')} intro={t('app.opening')} />
  if (!status.enrolled) return <EnrolScreen />
  if (!status.ready) return <MirrorProgress line={line} />
  return <Door staff={session.staff} line={line} />
}
