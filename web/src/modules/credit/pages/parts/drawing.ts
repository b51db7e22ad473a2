// What the charts of the analyses are drawn with: the kernel's parts of ECharts, and marks in a chart.
import { MarkLineComponent } from 'echarts/components'
import { use } from 'echarts/core'

use([MarkLineComponent])

export { init } from '@/kernel/chart/echarts'
