// A small set of line icons, drawn on a 20 × 20 grid. Decorative: the text beside them names things.
import type { ReactNode } from 'react'

export interface IconProps {
  size?: number
}

function icon(strokes: ReactNode) {
  return function Icon({ size = 18 }: IconProps) {
    return (
      <svg
        width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor"
        strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false"
      >
        {strokes}
      </svg>
    )
  }
}

export const IconOverview = icon(<><rect x="3" y="3" width="6" height="8" rx="1.5" /><rect x="11" y="3" width="6" height="5" rx="1.5" /><rect x="3" y="13" width="6" height="4" rx="1.5" /><rect x="11" y="10" width="6" height="7" rx="1.5" /></>)
export const IconPeople = icon(<><circle cx="7.5" cy="7" r="3" /><path d="M2.5 16.5c.4-3 2.3-4.5 5-4.5s4.6 1.5 5 4.5M13 4.4a3 3 0 0 1 0 5.2M14.5 12.3c1.7.6 2.7 2 3 4.2" /></>)
export const IconShield = icon(<path d="M10 2.5 16 5v4.5c0 4-2.6 6.6-6 8-3.4-1.4-6-4-6-8V5l6-2.5ZM7.5 10l1.8 1.8 3.4-3.6" />)
export const IconLog = icon(<><path d="M5 2.5h7l3.5 3.5v11.5H5z" /><path d="M11.5 2.5V6.5h4M7.5 10h5M7.5 13h5" /></>)
export const IconChart = icon(<path d="M3 17h14M5.5 14v-4M10 14V5M14.5 14V8" />)
export const IconPerson = icon(<><circle cx="10" cy="6.5" r="3.5" /><path d="M3.5 17c.7-3.6 3-5.3 6.5-5.3s5.8 1.7 6.5 5.3" /></>)
export const IconKey = icon(<><circle cx="6.5" cy="13.5" r="3.5" /><path d="m9 11 7.5-7.5M13.5 6.5l2.5 2.5" /></>)
export const IconSliders = icon(<><path d="M3 6h8M15 6h2M3 14h2M9 14h8" /><circle cx="13" cy="6" r="2" /><circle cx="7" cy="14" r="2" /></>)
export const IconWallet = icon(<><path d="M15.5 6.5V4.5h-11a2 2 0 0 0 0 4h12.5v8.5h-12a2.5 2.5 0 0 1-2.5-2.5V6.5" /><circle cx="13.8" cy="12.7" r=".6" /></>)
export const IconTarget = icon(<><circle cx="10" cy="10" r="7" /><circle cx="10" cy="10" r="3" /></>)
export const IconSearch = icon(<><circle cx="8.5" cy="8.5" r="5" /><path d="m12.5 12.5 4.5 4.5" /></>)
export const IconMenu = icon(<path d="M3 5.5h14M3 10h14M3 14.5h14" />)
export const IconMore = icon(<><circle cx="4.5" cy="10" r=".8" fill="currentColor" /><circle cx="10" cy="10" r=".8" fill="currentColor" /><circle cx="15.5" cy="10" r=".8" fill="currentColor" /></>)
export const IconClose = icon(<path d="m5 5 10 10M15 5 5 15" />)
export const IconPlus = icon(<path d="M10 4v12M4 10h12" />)
export const IconCheck = icon(<path d="m4 10.5 4 4 8-9" />)
export const IconColumns = icon(<><rect x="3" y="3.5" width="14" height="13" rx="1.5" /><path d="M8 3.5v13M12.5 3.5v13" /></>)
export const IconBookmark = icon(<path d="M5.5 3h9v14L10 13.5 5.5 17z" />)
export const IconDownload = icon(<path d="M10 3v9.5m0 0 3.5-3.5M10 12.5 6.5 9M3.5 14v3h13v-3" />)
export const IconSun = icon(<><circle cx="10" cy="10" r="3.2" /><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4" /></>)
export const IconMoon = icon(<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z" />)
export const IconQuestion = icon(<><circle cx="10" cy="10" r="7.2" /><path d="M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6" /><circle cx="10" cy="14" r=".5" fill="currentColor" /></>)
export const IconEye = icon(<><path d="M2.5 10S5 4.8 10 4.8 17.5 10 17.5 10 15 15.2 10 15.2 2.5 10 2.5 10Z" /><circle cx="10" cy="10" r="2.3" /></>)
export const IconEyeOff = icon(<path d="M4 4l12 12M8 5.1A7 7 0 0 1 10 4.8c5 0 7.5 5.2 7.5 5.2a12 12 0 0 1-2.2 2.9M12.3 14.7a7 7 0 0 1-2.3.5c-5 0-7.5-5.2-7.5-5.2A12 12 0 0 1 5.2 6.7" />)
export const IconOut = icon(<path d="M8 3H4v14h4M8.5 10H17m0 0-3-3m3 3-3 3" />)
export const IconNarrow = icon(<><rect x="3" y="3.5" width="14" height="13" rx="1.5" /><path d="M8 3.5v13M13.5 8l-2 2 2 2" /></>)
export const IconUp = icon(<path d="m5.5 12 4.5-4.5 4.5 4.5" />)
export const IconDown = icon(<path d="M5.5 8 10 12.5 14.5 8" />)
export const IconLeft = icon(<path d="M12 5.5 7.5 10l4.5 4.5" />)
export const IconRight = icon(<path d="M8 5.5 12.5 10 8 14.5" />)
export const IconWarning = icon(<><path d="M10 3 18 16.5H2L10 3Z" /><path d="M10 8.5v3.5" /><circle cx="10" cy="14.2" r=".4" fill="currentColor" /></>)
export const IconTable = icon(<><rect x="3" y="3.5" width="14" height="13" rx="1.5" /><path d="M3 8h14M3 12.2h14M8 8v8.5" /></>)
export const IconBell = icon(<><path d="M4 14.5c1.2-1.2 1.5-2.6 1.5-5a4.5 4.5 0 0 1 9 0c0 2.4.3 3.8 1.5 5H4Z" /><path d="M8.3 17a1.9 1.9 0 0 0 3.4 0" /></>)
export const IconInbox = icon(<><path d="M3 11.5 5.2 4h9.6L17 11.5v4.5H3z" /><path d="M3 11.5h4c.3 1.6 1.4 2.4 3 2.4s2.7-.8 3-2.4h4" /></>)
export const IconUmbrella = icon(<path d="M10 2.5v1.3M2.8 11a7.2 7.2 0 0 1 14.4 0H2.8ZM10 11v4.8a1.8 1.8 0 0 1-3.6 0" />)
export const IconFile = icon(<><path d="M5 2.5h6.5L15 6v11.5H5z" /><path d="M11.5 2.5V6H15" /></>)
export const IconScales = icon(<path d="M10 3v14M6 17h8M4 5.5h12M4 5.5l-2 5.2a2.3 2.3 0 0 0 4 0L4 5.5ZM16 5.5l-2 5.2a2.3 2.3 0 0 0 4 0l-2-5.2Z" />)
export const IconBuoy = icon(<><circle cx="10" cy="10" r="7.2" /><circle cx="10" cy="10" r="3" /><path d="m4.9 4.9 3 3M12.1 12.1l3 3M15.1 4.9l-3 3M7.9 12.1l-3 3" /></>)
export const IconSpeech = icon(<path d="M3 4.5h14v9H9.5L6 17v-3.5H3z" />)
export const IconHome = icon(<path d="M3.5 9.5 10 3.5l6.5 6M5 8.5v8h3.5v-4.5h3v4.5H15v-8" />)
export const IconBank = icon(<path d="M3 8 10 3.5 17 8H3ZM5 8v6.5M10 8v6.5M15 8v6.5M3 16.5h14" />)
export const IconList = icon(<path d="M7 5h10M7 10h10M7 15h10M3.2 5h.1M3.2 10h.1M3.2 15h.1" />)
export const IconUpload = icon(<path d="M10 13V3.5m0 0L6.5 7M10 3.5 13.5 7M3.5 13.5v3h13v-3" />)
export const IconFolder = icon(<path d="M2.5 5.5v10h15v-8.5H10L8 4.5H3.5a1 1 0 0 0-1 1Z" />)
export const IconTag = icon(<><path d="M3 3.5h7l7 7-6.5 6.5L3.5 10z" /><circle cx="7" cy="7" r=".9" /></>)
export const IconTransfer = icon(<path d="M3 7h13m0 0-3-3m3 3-3 3M17 13.5H4m0 0 3-3m-3 3 3 3" />)
export const IconBuilding = icon(<path d="M4 17V4.5L11 3v14M11 8l5 1.2V17M2.5 17h15M6.3 7.5h2.2M6.3 10.5h2.2M6.3 13.5h2.2" />)
export const IconCalendar = icon(<><rect x="3" y="4.5" width="14" height="12" rx="1.5" /><path d="M3 8.5h14M7 2.8v3M13 2.8v3" /></>)
export const IconCube = icon(<path d="M10 2.8 16.5 6.2v7.6L10 17.2l-6.5-3.4V6.2L10 2.8ZM3.5 6.2 10 9.6l6.5-3.4M10 9.6v7.6" />)
export const IconProgress = icon(<path d="M3 16.5h14M4.5 16.5v-4h3v4M8.5 16.5v-7h3v7M12.5 16.5V5h3v11.5" />)
export const IconPencil = icon(<path d="m4 16 .8-3.5L13.5 3.8l2.7 2.7-8.7 8.7L4 16ZM11.8 5.5l2.7 2.7" />)
export const IconMinus = icon(<path d="M4 10h12" />)
export const IconFit = icon(<path d="M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13M7.5 7.5h5v5h-5z" />)
export const IconFull = icon(<path d="M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4" />)
export const IconReset = icon(<><path d="M4.2 12.5a6.2 6.2 0 1 0 .6-6" /><path d="M4 3v4h4" /></>)
export const IconCamera = icon(<><path d="M3 6.5h3.2L7.5 4.5h5l1.3 2H17v9.5H3z" /><circle cx="10" cy="11" r="2.8" /></>)
