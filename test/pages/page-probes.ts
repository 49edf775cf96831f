// What is asked of a page, as the text of a script that runs in it: tests are compiled without the types of browsers.

/** Everything that reaches beyond the right edge, but for what scrolls by itself. */
export const overflowing = `(() => {
  const edge = document.documentElement.clientWidth + 0.5
  return [...document.body.querySelectorAll('*')]
    .filter((element) => !element.closest('.scroll') && !element.closest('svg') && !element.matches('.skip'))
    .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().right > edge)
    .map((element) => element.outerHTML.slice(0, 120))
})()`

/** Headings in their order, as their levels. */
export const headingLevels = `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName.slice(1)))`

/** Texts whose contrast to what is behind them is too small, by the rules of WCAG 2 (AA). */
export const tooFaint = `(() => {
  const parse = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\\d.]+/g).map(Number)
    return { red, green, blue, alpha }
  }
  const over = (top, below) => {
    const mix = (name) => top[name] * top.alpha + below[name] * (1 - top.alpha)
    return { red: mix('red'), green: mix('green'), blue: mix('blue'), alpha: 1 }
  }
  const luminance = ({ red, green, blue }) => {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }
  const behind = (element) => {
    if (element === null) return { red: 255, green: 255, blue: 255, alpha: 1 }
    const style = getComputedStyle(element)
    if (element.ownerSVGElement !== null && element.ownerSVGElement !== undefined) {
      const rect = [...element.children].find(({ tagName }) => tagName === 'rect')
      const below = behind(element.parentElement)
      if (rect === undefined) return below
      const fill = getComputedStyle(rect)
      return over({ ...parse(fill.fill), alpha: Number(fill.fillOpacity) }, below)
    }
    const colour = parse(style.backgroundColor)
    return colour.alpha === 1 ? colour : over(colour, behind(element.parentElement))
  }
  const faint = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    if (node.data.trim() === '' || element.matches('script,style,title') || element.getClientRects().length === 0) continue
    const style = getComputedStyle(element)
    const inPlot = element.ownerSVGElement !== undefined && element.ownerSVGElement !== null
    const colour = parse(inPlot ? style.fill : style.color)
    const size = Number.parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const found = contrast(colour, behind(inPlot ? element.parentElement : element))
    if (found < (large ? 3 : 4.5)) faint.push(node.data.trim().slice(0, 40) + ': ' + found.toFixed(2))
  }
  return faint
})()`

/** Tiles of the treemap that is shown: what is read aloud, and the share of the whole area. */
export const shownTiles = `(() => {
  const map = [...document.querySelectorAll('svg.map')].find((map) => map.getClientRects().length > 0)
  const whole = map.getBoundingClientRect()
  return [...map.children].map((tile) => {
    const { width, height } = tile.querySelector('rect').getBoundingClientRect()
    return { label: tile.getAttribute('aria-label'), area: (width * height) / (whole.width * whole.height) }
  })
})()`

/** Rows of the table below that treemap. */
export const shownRows = `(() => {
  const map = [...document.querySelectorAll('svg.map')].find((map) => map.getClientRects().length > 0)
  return [...map.closest('.level').querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim().replaceAll(/\\s+/g, ' ')))
})()`

/** Each row of the plot of ages: widths of its parts by class, as parts of the longest row. */
export const agePlot = `(() => {
  const plot = [...document.querySelectorAll('#classes ~ table')].at(-1)
  return [...plot.querySelectorAll('tbody tr')].map((row) => {
    const [age] = row.children
    return { age: age.textContent.trim(), parts: [...row.querySelectorAll('rect')].map((part) => ({
      colour: part.getAttribute('class'), width: Number.parseFloat(part.getAttribute('width')) })) }
  })
})()`

/** The table of storage classes by age. */
export const ageTable = `[...document.querySelectorAll('table.matrix tbody tr')].map((row) =>
  [...row.children].map((cell) => cell.textContent.trim()))`

/** Where the focus is: what it is on, whether it is seen, and how far down. */
export const focused = `(() => {
  const element = document.activeElement
  const style = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  const rect = element.querySelector('rect')
  return {
    name: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 60),
    tag: element.tagName.toLowerCase(),
    outlined: style.outlineStyle !== 'none' || (rect !== null && getComputedStyle(rect).strokeWidth === '8px'),
    width: box.width,
    height: box.height,
  }
})()`
