// Assumed share of the city's appeals that a township raises. Nobody publishes it by township: assumption (A) throughout.

/** People of the 2020 census in ten thousands, as commonly published; used only to share appeals among districts. */
const DISTRICT_WEIGHT = {
  110101: 70.9,
  110102: 110.6,
  110105: 345.2,
  110106: 201.9,
  110107: 56.8,
  110108: 313.3,
  110109: 39.3,
  110111: 131.3,
  110112: 184.0,
  110113: 132.4,
  110114: 226.9,
  110115: 199.4,
  110116: 44.1,
  110117: 45.7,
  110118: 52.8,
  110119: 34.6,
};

/** How much one township raises beside another of its district, by kind. */
const KIND_FACTOR = { subdistrict: 3, area: 2.4, town: 1, township: 0.3, 'functional-zone': 0.5 };

/** Large or small ones that the kind alone gets wrong, as a factor on top. */
const OWN_FACTOR = {
  回龙观街道: 1.8,
  龙泽园街道: 1.5,
  天通苑北街道: 1.7,
  天通苑南街道: 1.5,
  霍营街道: 1.2,
  东小口地区: 1.6,
  北七家镇: 5,
  沙河地区: 1.5,
  史各庄街道: 0.6,
  望京街道: 1.7,
  大屯街道: 1.4,
  来广营地区: 1.8,
  崔各庄地区: 1.3,
  十八里店地区: 1.8,
  常营地区: 1.6,
  东坝地区: 1.6,
  管庄地区: 1.3,
  三间房地区: 1.2,
  奥运村街道: 1.2,
  潘家园街道: 1.2,
  双井街道: 1.2,
  首都机场街道: 0.2,
  西三旗街道: 1.6,
  清河街道: 1.4,
  学院路街道: 1.5,
  北太平庄街道: 1.4,
  万寿路街道: 1.2,
  羊坊店街道: 1.2,
  西北旺地区: 1.6,
  马连洼街道: 1.2,
  清华园街道: 0.4,
  燕园街道: 0.25,
  香山街道: 0.4,
  卢沟桥街道: 1.4,
  新村街道: 1.4,
  马家堡街道: 1.3,
  云岗街道: 0.5,
  北宫镇: 1.2,
  广安门外街道: 1.7,
  展览路街道: 1.4,
  德胜街道: 1.3,
  大栅栏街道: 0.5,
  前门街道: 0.4,
  和平里街道: 1.6,
  永定门外街道: 1.4,
  苹果园街道: 1.5,
  鲁谷街道: 1.4,
  广宁街道: 0.4,
  永定地区: 2,
  龙泉地区: 1.3,
  大台街道: 0.15,
  长阳镇: 7,
  拱辰街道: 2,
  窦店镇: 2.5,
  阎村镇: 2.2,
  新镇街道: 0.3,
  永顺镇: 8,
  梨园镇: 6,
  马驹桥镇: 5,
  台湖镇: 4,
  宋庄镇: 4,
  张家湾镇: 3,
  潞源街道: 0.6,
  仁和地区: 1.4,
  后沙峪地区: 1.6,
  黄村地区: 2,
  西红门地区: 1.9,
  旧宫地区: 1.9,
  亦庄地区: 1.4,
  瀛海地区: 1.3,
  北京经济技术开发区: 3,
  大兴国际机场: 0.6,
  王平地区: 0.2,
};

/** Relative weights of `townships` ({code, district, name, kind}), two decimals, scaled so that the mean is 1. */
export function weightsOf(townships) {
  const raw = townships.map(({ name, kind }) => {
    const factor = name.endsWith('地区') ? KIND_FACTOR.area : KIND_FACTOR[kind];
    return factor * (OWN_FACTOR[name] ?? 1);
  });
  const sums = {};
  townships.forEach(({ district }, i) => (sums[district] = (sums[district] ?? 0) + raw[i]));
  const people = Object.values(DISTRICT_WEIGHT).reduce((sum, value) => sum + value, 0);
  return townships.map(({ district }, i) => {
    const share = ((DISTRICT_WEIGHT[district] / people) * raw[i]) / sums[district];
    return Math.max(0.02, Math.round(share * townships.length * 100) / 100);
  });
}
