import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([LineChart, BarChart, GridComponent, CanvasRenderer, SVGRenderer]);

/** ECharts with the parts that our charts are made of. */
export { init } from 'echarts/core';
