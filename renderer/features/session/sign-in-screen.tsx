import { useHotelOrNull } from '../../desk/use-hotel.ts'
import { formatDay } from '../../language/format-date.ts'
import { useLocale } from '../../language/language.ts'
import { useWords } from '../../language/use-words.ts'
import { Entrance } from '../../ui/entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The desk before anybody has signed in. */
export function SignInScreen() {
  const t = useWords()
  const locale = useLocale()
  const hotel = useHotelOrNull()
  return (
    <Entrance
      title={hotel?.name ?? t('app.name')}
      intro={
        hotel
          ? t('signIn.intro', { day: formatDay(locale, hotel.businessDate, 'full') })
          : t('signIn.introBare')
      }
    >
      <SignInForm />
    </Entrance>
  )
}
