import type { BookingSource } from '../../shared/domain/stay/source.ts'

/*
 * How guests of a real resort hotel book: read off 40,060 bookings of one in Portugal, due in from July 2015 to August
 * 2017 (N. Antonio, A. de Almeida, L. Nunes, "Hotel booking demand datasets", Data in Brief 22 (2019) 41-49, CC BY 4.0).
 * The tables are all that is here of them.
 */

/** Where bookings come from. */
export type Market = Extract<BookingSource, 'ota' | 'direct' | 'group' | 'corporate'>

export type Weights<T> = readonly (readonly [T, number])[]

/** Of a thousand stays. */
export const markets: Weights<Market> = [
  ['ota', 623],
  ['direct', 189],
  ['group', 116],
  ['corporate', 72],
]

/** Days from booking to arrival of guests who came: the least, the nine tenths between, the most. */
export const leadDays: Readonly<Record<Market, readonly number[]>> = {
  ota: [0, 1, 6, 15, 29, 48, 76, 114, 158, 212, 365],
  direct: [0, 0, 0, 1, 3, 8, 21, 43, 81, 153, 365],
  group: [0, 10, 31, 60, 112, 162, 196, 225, 277, 339, 365],
  corporate: [0, 0, 0, 1, 3, 5, 7, 11, 21, 36, 180],
}

/** Upper ends of the classes of lead that the next table has. */
export const leadClasses: readonly number[] = [0, 7, 30, 90, 180, Infinity]

/** The part of bookings that is cancelled, by lead. */
export const cancelled: Readonly<Record<Market, readonly number[]>> = {
  ota: [0.033, 0.05, 0.22, 0.323, 0.358, 0.417],
  direct: [0.04, 0.068, 0.174, 0.183, 0.189, 0.27],
  group: [0.1, 0.139, 0.23, 0.433, 0.523, 0.43],
  corporate: [0.032, 0.081, 0.163, 0.347, 0.143, 0.143],
}

/** The part of bookings whose guest does not come and does not say so. */
export const noShows: Readonly<Record<Market, number>> = {
  ota: 0.0071,
  direct: 0.0094,
  group: 0.0026,
  corporate: 0.0145,
}

/** When a cancelled booking is cancelled: the days left to its arrival as a part of its lead, least to most in tenths. */
export const cancelNotice: readonly number[] = [0, 0.11, 0.24, 0.39, 0.54, 0.7, 0.82, 0.91, 0.97, 1, 1]

/** Low: November to March. High: July and August. */
export type Season = 'low' | 'mid' | 'high'

/** Nights slept, of a thousand stays. Day use is 0. */
export const nights: Readonly<Record<Season, Weights<number>>> = {
  low: [
    [0, 15],
    [1, 332],
    [2, 181],
    [3, 160],
    [4, 105],
    [5, 46],
    [6, 25],
    [7, 82],
    [8, 12],
    [9, 6],
    [10, 9],
    [11, 4],
    [12, 2],
    [13, 3],
    [14, 10],
    [21, 7],
  ],
  mid: [
    [0, 11],
    [1, 188],
    [2, 160],
    [3, 122],
    [4, 120],
    [5, 66],
    [6, 39],
    [7, 188],
    [8, 17],
    [9, 15],
    [10, 30],
    [11, 8],
    [12, 3],
    [13, 1],
    [14, 29],
    [21, 2],
  ],
  high: [
    [0, 12],
    [1, 125],
    [2, 103],
    [3, 104],
    [4, 121],
    [5, 98],
    [6, 75],
    [7, 209],
    [8, 29],
    [9, 27],
    [10, 38],
    [11, 14],
    [12, 6],
    [13, 4],
    [14, 32],
    [21, 1],
  ],
}

/** Adults and children of a booking, of a thousand stays. */
export const parties: Readonly<Record<Season, Weights<readonly [number, number]>>> = {
  low: [
    [[2, 0], 622],
    [[1, 0], 301],
    [[2, 1], 31],
    [[2, 2], 19],
    [[3, 0], 17],
    [[3, 1], 6],
    [[1, 1], 2],
    [[2, 3], 1],
  ],
  mid: [
    [[2, 0], 705],
    [[1, 0], 188],
    [[2, 1], 37],
    [[2, 2], 26],
    [[3, 0], 28],
    [[3, 1], 6],
    [[1, 1], 2],
    [[4, 0], 1],
  ],
  high: [
    [[2, 0], 701],
    [[2, 1], 94],
    [[2, 2], 66],
    [[3, 0], 66],
    [[1, 0], 50],
    [[3, 1], 11],
    [[1, 1], 4],
    [[1, 2], 3],
    [[4, 0], 2],
    [[3, 2], 1],
    [[2, 3], 1],
  ],
}

/** ISO 3166 alpha-3, of a thousand stays. */
export const nationalities: Weights<string> = [
  ['PRT', 352],
  ['GBR', 205],
  ['ESP', 107],
  ['IRL', 60],
  ['FRA', 48],
  ['DEU', 37],
  ['NLD', 16],
  ['USA', 14],
  ['BEL', 13],
  ['ITA', 13],
  ['BRA', 11],
  ['CHE', 11],
  ['POL', 10],
  ['CAN', 10],
  ['SWE', 8],
  ['AUT', 6],
  ['CHN', 6],
  ['ROU', 5],
  ['FIN', 5],
  ['RUS', 4],
  ['NOR', 3],
  ['AUS', 2],
  ['DNK', 2],
  ['LUX', 2],
  ['ARG', 2],
  ['LTU', 2],
  ['MAR', 2],
  ['JPN', 2],
  ['HUN', 1],
  ['IND', 1],
  ['EST', 1],
  ['CZE', 1],
  ['UKR', 1],
  ['AGO', 1],
  ['TUR', 1],
  ['ISR', 1],
  ['GRC', 1],
  ['KOR', 1],
  ['NGA', 1],
]

/** The part of stays by guests who had stayed before. */
export const returning = 0.058

/** What guests ask for: the part of stays. */
export const wantsParking = 0.19
export const wantsHalfBoard = 0.19
export const hasRequests = 0.477
