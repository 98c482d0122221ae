import { useWords } from '../language/use-words.ts'
import './lost-touch.css'

/** The host process does not answer: not the hotel's line, but the program on this machine. */
export function LostTouch() {
  const t = useWords()
  return (
    <div className="lost-touch" role="alert">
      {t('app.lostTouch')}
    </div>
  )
}
