// Member initializers are assignments, and default initializers are kept.
#include <string>
class Ec2 {
public:
  explicit Ec2(std::string host = "169.254.169.254") : host_(host) {}
  // ir: function Ec2::Ec2 [Ec2] (host: std::string = "169.254.169.254") -> void  members.cpp:5
  // ir: this.host_ = host
private:
  std::string host_;
  std::string path_ = "/latest/";
  // ir: path_: std::string = "/latest/"  members.cpp:10
};
