#include "support/schema.hpp"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <fstream>

std::string schema_complaints(const std::string& name, const std::string& text) {
  std::ifstream file(std::string(ASSAY_ROOT) + "/reports/schema/" + name + ".json");
  const nlohmann::json definition = nlohmann::json::parse(file);
  const nlohmann::json document = nlohmann::json::parse(text);
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(definition), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), &results);
  std::string complaints;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& step : error.context) {
      complaints += step;
    }
    complaints += ": " + error.description + "\n";
  }
  return complaints;
}
