// English is built in; Korean is fetched when chosen. Each module brings words of its own.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, preferences, prefer } from './preferences'
import { en } from './text/en'

export interface Words {
  en: object
  ko?: () => Promise<object>
}

const korean: Record<string, () => Promise<object>> = {
  kernel: () => import('./text/ko').then((text) => text.ko),
}

export async function startLanguage(modules: Readonly<Record<string, Words>>): Promise<void> {
  const english: Record<string, object> = { kernel: en }
  for (const [name, words] of Object.entries(modules)) {
    english[name] = words.en
    if (words.ko) korean[name] = words.ko
  }
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'kernel',
    ns: Object.keys(english),
    resources: { en: english as Record<string, Record<string, string>> },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  if (preferences().language !== 'en') await speak(preferences().language)
}

/** Words of a module's own pages: they come with the pages, so that the frame need not carry them. */
export function addWords(module: string, english: object): void {
  i18next.addResourceBundle('en', module, english, true, true)
}

export async function speak(language: Language): Promise<void> {
  if (language === 'ko' && !i18next.hasResourceBundle('ko', 'kernel')) {
    await Promise.all(
      Object.entries(korean).map(async ([name, load]) => i18next.addResourceBundle('ko', name, await load())),
    )
  }
  await i18next.changeLanguage(language)
  prefer({ language })
}
