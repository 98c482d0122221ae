/** The languages that documents for guests can be printed in. */
export const documentLanguages = ['en', 'pt', 'es', 'fr', 'de'] as const

export type DocumentLanguage = (typeof documentLanguages)[number]

/**
 * The language in which a guest gets a document, unless the clerk says otherwise: that of the guest's country; English
 * where that is none of ours, and the hotel's own where the country is not known.
 */
export function documentLanguageOf(nationality: string | null, hotelLanguage: string): DocumentLanguage {
  const country = (nationality ?? '').trim().toUpperCase()
  if (country === '') return documentLanguages.find((one) => hotelLanguage.startsWith(one)) ?? 'en'
  const spoken = documentLanguages.find((one) => countries[one].split(' ').includes(country))
  return spoken ?? 'en'
}

/** By ISO 3166, of two letters and of three, as the one and the other are typed. */
const countries: Readonly<Record<DocumentLanguage, string>> = {
  en: '',
  pt: 'PT PRT BR BRA AO AGO MZ MOZ CV CPV GW GNB ST STP TL TLS',
  es:
    'ES ESP MX MEX AR ARG CO COL CL CHL PE PER VE VEN EC ECU UY URY PY PRY BO BOL CR CRI PA PAN GT GTM HN HND ' +
    'SV SLV NI NIC CU CUB DO DOM',
  fr: 'FR FRA MC MCO LU LUX SN SEN CI CIV',
  de: 'DE DEU AT AUT LI LIE',
}
