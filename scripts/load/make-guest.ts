import { namesOf } from './names.ts'
import type { Random } from './random.ts'

export interface MadeUpGuest {
  readonly fullName: string
  readonly email: string | null
  readonly phone: string | null
}

/** Makes up a guest of a country. No mail or telephone number of anybody is hit: they are of the kinds kept for examples. */
export function makeGuest(country: string | null, random: Random): MadeUpGuest {
  const { given, family } = makeName(country, random)
  const fullName = join(country, given, family)
  return {
    fullName,
    email: random.chance(0.7) ? makeEmail(given, family, random) : null,
    phone: random.chance(0.6) ? makePhone(country, random) : null,
  }
}

interface MadeUpName {
  readonly given: string
  readonly family: string
}

function makeName(country: string | null, random: Random): MadeUpName {
  const stock = namesOf(country)
  const script = stock.ownScript !== undefined && random.chance(0.3) ? stock.ownScript : stock
  // a middle dot keeps the parts of one name together in the list
  const draw = (names: readonly string[]) => random.pick(names).replaceAll('·', ' ')
  const given = draw(script.given)
  const first = draw(script.family)
  if (stock.twoFamilyNames !== true || random.chance(0.4)) return { given, family: first }
  const second = draw(script.family)
  return { given, family: first === second ? first : `${first} ${second}` }
}

function join(country: string | null, given: string, family: string): string {
  // Han and Kana names are written without a space between the parts; Hangul too
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(family)) return `${family}${given}`
  return namesOf(country).familyFirst === true ? `${family} ${given}` : `${given} ${family}`
}

function makeEmail(given: string, family: string, random: Random): string {
  const plain = [given, family.split(' ').at(-1) ?? '']
    .map((part) =>
      part
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/[^a-z]/g, ''),
    )
    .filter((part) => part !== '')
  const name = plain.length === 0 ? 'guest' : plain.join('.')
  return `${name}${random.between(1, 999)}@${random.pick(['example.com', 'example.net', 'example.org'])}`
}

/** Dialling codes of the countries most guests come from. */
const diallingCodes: ReadonlyMap<string, string> = new Map([
  ['PRT', '351'],
  ['GBR', '44'],
  ['ESP', '34'],
  ['IRL', '353'],
  ['FRA', '33'],
  ['DEU', '49'],
  ['NLD', '31'],
  ['USA', '1'],
  ['ITA', '39'],
  ['BEL', '32'],
  ['CHE', '41'],
  ['BRA', '55'],
  ['POL', '48'],
  ['SWE', '46'],
  ['AUT', '43'],
  ['RUS', '7'],
  ['ROU', '40'],
  ['FIN', '358'],
  ['CHN', '86'],
  ['NOR', '47'],
])

/** 555 in front, which the films use: no subscriber is called by accident. */
function makePhone(country: string | null, random: Random): string {
  const code = diallingCodes.get(country ?? '') ?? '351'
  return `+${code} 555 ${random
    .between(0, 999_999)
    .toString()
    .padStart(6, '0')
    .replace(/^(...)/, '$1 ')}`
}
